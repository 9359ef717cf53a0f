/* Rewrites pages of memory at set rates, and tells whether all that it wrote is still there.
 *
 * usage: page-writer PAGES:RATE,PAGES:RATE,...
 *
 * Each pair is a class of pages of 4 KiB. A page is rewritten RATE times in a second on average; which
 * one comes next is random, so the writes to a page are a Poisson process. How often each page was
 * written is also counted apart from it, so that a lost write is found.
 *
 * UDP port 4695: "state" -> "ready MONOTONIC_NS WRITES LATE"
 *                "check" -> "pages COUNT wrong COUNT"
 * The power button switches the machine off.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/input.h>
#include <linux/reboot.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, CLASSES_MAX = 16, BUTTONS_MAX = 4, PORT = 4695 };

/* A machine that could not keep up for longer than this does not try to make up for it. */
static const double BACKLOG_SECONDS = 0.05;

struct page_class {
    uint64_t pages;
    double rate;        /* writes to all its pages in a second */
    unsigned char *memory;
    uint32_t *versions; /* how often each page was written */
    double due;         /* writes that are due, since the last reckoning */
};

static struct page_class classes[CLASSES_MAX];
static int class_count;
static uint64_t writes, late;
static uint64_t random_state = 0x9e3779b97f4a7c15u;

static uint64_t next_random(void)
{
    /* xorshift64*, Vigna 2016 */
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * 0x2545f4914f6cdd1du;
}

static uint64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* What a page of a class holds after so many writes; it differs from page to page. */
static uint64_t content(int number, uint64_t page, uint32_t version)
{
    uint64_t value = ((uint64_t)number << 56) ^ (page << 32) ^ version;
    value *= 0xff51afd7ed558ccdu;
    return value ^ (value >> 33);
}

static void write_page(int number, uint64_t page)
{
    struct page_class *class = &classes[number];
    uint64_t value = content(number, page, ++class->versions[page]);
    unsigned char *place = class->memory + page * PAGE;

    /* At both ends, so that half a page is found too. */
    memcpy(place, &value, sizeof value);
    memcpy(place + PAGE - sizeof value, &value, sizeof value);
}

static void *reserve(uint64_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("page-writer: mmap");
        exit(1);
    }
    madvise(memory, bytes, MADV_NOHUGEPAGE);
    return memory;
}

static void parse(const char *text)
{
    while (*text != '\0') {
        char *end;
        struct page_class *class = &classes[class_count];
        if (class_count == CLASSES_MAX) {
            fprintf(stderr, "page-writer: more than %d classes\n", CLASSES_MAX);
            exit(2);
        }
        class->pages = strtoull(text, &end, 10);
        if (end == text || *end != ':') {
            fprintf(stderr, "page-writer: expected PAGES:RATE, found '%s'\n", text);
            exit(2);
        }
        text = end + 1;
        class->rate = strtod(text, &end) * (double)class->pages;
        if (end == text || (*end != ',' && *end != '\0')) {
            fprintf(stderr, "page-writer: expected a rate, found '%s'\n", text);
            exit(2);
        }
        text = *end == ',' ? end + 1 : end;
        if (class->pages == 0)
            continue;
        class->memory = reserve(class->pages * PAGE);
        class->versions = reserve(class->pages * sizeof *class->versions);
        class_count++;
    }
}

static void fill(void)
{
    for (int number = 0; number < class_count; number++)
        for (uint64_t page = 0; page < classes[number].pages; page++) {
            /* Random words: a page that holds nothing costs a migration nothing. */
            uint64_t *words = (uint64_t *)(classes[number].memory + page * PAGE);
            for (int word = 0; word < PAGE / 8; word++)
                words[word] = next_random();
            write_page(number, page);
        }
}

static void write_due(double seconds)
{
    for (int number = 0; number < class_count; number++) {
        struct page_class *class = &classes[number];
        class->due += class->rate * seconds;
        double most = class->rate * BACKLOG_SECONDS + 1;
        if (class->due > most) {
            late += (uint64_t)(class->due - most);
            class->due = most;
        }
        for (; class->due >= 1; class->due -= 1) {
            write_page(number, next_random() % class->pages);
            writes++;
        }
    }
}

static uint64_t count_wrong(uint64_t *pages)
{
    uint64_t wrong = 0;
    *pages = 0;
    for (int number = 0; number < class_count; number++) {
        struct page_class *class = &classes[number];
        for (uint64_t page = 0; page < class->pages; page++, ++*pages) {
            uint64_t value = content(number, page, class->versions[page]);
            unsigned char *place = class->memory + page * PAGE;
            wrong += memcmp(place, &value, sizeof value) != 0
                || memcmp(place + PAGE - sizeof value, &value, sizeof value) != 0;
        }
    }
    return wrong;
}

static void answer(int fd)
{
    char text[128];
    struct sockaddr_in from;
    socklen_t length = sizeof from;
    ssize_t size = recvfrom(fd, text, sizeof text - 1, 0, (struct sockaddr *)&from, &length);
    if (size < 0)
        return;
    text[size] = '\0';
    if (strncmp(text, "check", 5) == 0) {
        uint64_t pages, wrong = count_wrong(&pages);
        snprintf(text, sizeof text, "pages %llu wrong %llu\n", (unsigned long long)pages,
                 (unsigned long long)wrong);
    } else {
        snprintf(text, sizeof text, "ready %llu %llu %llu\n", (unsigned long long)monotonic_ns(),
                 (unsigned long long)writes, (unsigned long long)late);
    }
    sendto(fd, text, strlen(text), 0, (struct sockaddr *)&from, length);
}

static void read_button(int fd)
{
    struct input_event event;
    while (read(fd, &event, sizeof event) == sizeof event)
        if (event.type == EV_KEY && event.code == KEY_POWER && event.value == 1) {
            printf("guest: power off\n");
            fflush(stdout);
            sync();
            reboot(LINUX_REBOOT_CMD_POWER_OFF);
        }
}

static int open_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("page-writer: port");
        exit(1);
    }
    return fd;
}

static int open_buttons(struct pollfd *polled)
{
    int count = 0;
    for (int number = 0; number < BUTTONS_MAX; number++) {
        char path[32];
        snprintf(path, sizeof path, "/dev/input/event%d", number);
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0)
            polled[count++] = (struct pollfd){.fd = fd, .events = POLLIN};
    }
    return count;
}

int main(int argc, char **argv)
{
    struct pollfd polled[1 + BUTTONS_MAX] = {{.events = POLLIN}};
    const struct timespec tick = {.tv_nsec = 2000000}, idle = {.tv_nsec = 500000000};
    uint64_t before, told;

    prctl(PR_SET_TIMERSLACK, 10000ul, 0, 0, 0);
    if (argc > 1)
        parse(argv[1]);
    fill();
    polled[0].fd = open_port();
    int buttons = open_buttons(polled + 1);
    printf("guest: ready, %d classes of pages\n", class_count);
    fflush(stdout);
    before = told = monotonic_ns();
    for (;;) {
        if (ppoll(polled, 1 + buttons, class_count > 0 ? &tick : &idle, NULL) > 0) {
            if (polled[0].revents != 0)
                answer(polled[0].fd);
            for (int button = 1; button <= buttons; button++)
                if (polled[button].revents != 0)
                    read_button(polled[button].fd);
        }
        uint64_t now = monotonic_ns();
        write_due((double)(now - before) * 1e-9);
        before = now;
        if (now - told >= 1000000000u) {
            printf("guest: %llu ms, %llu writes, %llu too late\n", (unsigned long long)(now / 1000000u),
                   (unsigned long long)writes, (unsigned long long)late);
            fflush(stdout);
            told = now;
        }
    }
}
