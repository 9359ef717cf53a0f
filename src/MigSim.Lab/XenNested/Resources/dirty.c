/*
 * Rewrites memory at a set pace: dirty PAGESxRATE...
 * Each word is a class of so many pages of 4 KiB; each of them is written RATE times a second on
 * average, and which one is next is drawn at random.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAGE = 4096, CLASSES_MAX = 16, TICK_NS = 10 * 1000 * 1000 };

struct class {
    unsigned char *memory;
    uint64_t pages;
    double writes_per_tick;
    double due;
};

static uint64_t draw(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

int main(int count, char **words)
{
    static struct class classes[CLASSES_MAX];
    int used = 0;
    for (int word = 1; word < count && used < CLASSES_MAX; word++) {
        char *end;
        struct class *class = &classes[used++];
        class->pages = strtoull(words[word], &end, 10);
        double rate = *end == 'x' ? strtod(end + 1, &end) : 0;
        class->memory = malloc(class->pages * PAGE);
        if (*end || class->pages == 0 || rate < 0 || !class->memory) {
            fprintf(stderr, "dirty: cannot use %s\n", words[word]);
            return 2;
        }
        /* Pages that hold nothing but zeros are not sent in full. */
        for (uint64_t at = 0; at < class->pages * PAGE; at += sizeof(uint64_t)) {
            uint64_t value = draw();
            memcpy(class->memory + at, &value, sizeof value);
        }
        class->writes_per_tick = class->pages * rate * TICK_NS / 1e9;
    }

    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (;;) {
        for (struct class *class = classes; class < classes + used; class++) {
            for (class->due += class->writes_per_tick; class->due >= 1; class->due--) {
                uint64_t value = draw();
                unsigned char *page = class->memory + value % class->pages * PAGE;
                memcpy(page, &value, sizeof value);
            }
        }
        next.tv_nsec += TICK_NS;
        if (next.tv_nsec >= 1000000000) {
            next.tv_nsec -= 1000000000;
            next.tv_sec++;
        }
        /* What a pause has cost is not made up for. */
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec > next.tv_sec + 1)
            next = now;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}
