/*
 * An Apache module whose memory grows and shrinks on request, for measurements of response time
 * and processor against memory.
 *
 *   /increase_mem   takes one step of memory more and touches all of it
 *   /decrease_mem   gives one step back to the system
 *   /mem            reports
 *   /mem_access     touches one word in every page that it holds and times itself; ?rounds=N
 *
 * Every request multiplies two square matrices. Answers are JSON. What cannot be done is refused
 * with 503 (no more memory) or 409 (nothing to give back), and changes nothing.
 *
 * The balloon belongs to one process: the server must be configured with ServerLimit 1.
 */

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "ap_mpm.h"
#include "apr_strings.h"
#include "apr_thread_rwlock.h"
#include "http_config.h"
#include "http_core.h"
#include "http_log.h"
#include "http_protocol.h"
#include "http_request.h"

#define STEP_BYTES ((apr_size_t)10 * 1024 * 1024)
#define PAGE_BYTES ((apr_size_t)4096)
#define LINE_BYTES ((apr_size_t)64)
#define CHUNKS_MAX 4096
#define ROUNDS_MAX 100000
#define MATRIX_MAX 512
#define UNSET (-1)
#define STEPS_DEFAULT 102 /* of 10 MiB: just below 1 GiB */
#define MATRIX_DEFAULT 5

module AP_MODULE_DECLARE_DATA memory_balloon_module;

typedef struct {
    int chunks_max;  /* how many steps may be held */
    int matrix_size; /* rows and columns of each matrix */
} balloon_config;

/* All of it is guarded by the lock. */
static struct {
    apr_thread_rwlock_t *lock;
    unsigned char *chunks[CHUNKS_MAX];
    int count;
    unsigned long increases;
    unsigned long decreases;
    unsigned long refusals;
} balloon;

static int steps_max(request_rec *r)
{
    balloon_config *config = ap_get_module_config(r->server->module_config,
                                                  &memory_balloon_module);

    return config->chunks_max == UNSET ? STEPS_DEFAULT : config->chunks_max;
}

static int matrix_size(request_rec *r)
{
    balloon_config *config = ap_get_module_config(r->server->module_config,
                                                  &memory_balloon_module);

    return config->matrix_size == UNSET ? MATRIX_DEFAULT : config->matrix_size;
}

/* Multiplies two matrices and returns the sum of the product's elements. */
static double multiply(apr_pool_t *pool, int size)
{
    double *left = apr_palloc(pool, sizeof(double) * size * size);
    double *right = apr_palloc(pool, sizeof(double) * size * size);
    double sum = 0;

    for (int i = 0; i < size * size; i++) {
        left[i] = i % 7;
        right[i] = i % 5;
    }
    for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
            double element = 0;
            for (int k = 0; k < size; k++) {
                element += left[row * size + k] * right[k * size + column];
            }
            sum += element;
        }
    }
    return sum;
}

/* Takes one step more; returns NULL, or why not. The lock is held for writing. */
static const char *increase(int chunks_max)
{
    if (balloon.count >= chunks_max) {
        return "the limit is reached";
    }

    unsigned char *chunk = mmap(NULL, STEP_BYTES, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (chunk == MAP_FAILED) {
        return "the system has no memory";
    }

    /* Small pages, so that the number of pages is the one that the size says. */
    (void)madvise(chunk, STEP_BYTES, MADV_NOHUGEPAGE);
    memset(chunk, 0x5a, STEP_BYTES);
    balloon.chunks[balloon.count++] = chunk;
    balloon.increases++;
    return NULL;
}

static const char *decrease(void)
{
    if (balloon.count == 0) {
        return "there is nothing to give back";
    }

    munmap(balloon.chunks[--balloon.count], STEP_BYTES);
    balloon.decreases++;
    return NULL;
}

/* Touches one word of every page; each page's is in another cache line than its neighbour's. */
static uint64_t touch_pages(void)
{
    uint64_t sum = 0;

    for (int chunk = 0; chunk < balloon.count; chunk++) {
        const unsigned char *base = balloon.chunks[chunk];
        for (apr_size_t page = 0; page < STEP_BYTES / PAGE_BYTES; page++) {
            apr_size_t line = (page * LINE_BYTES) % PAGE_BYTES;
            sum += *(const volatile uint64_t *)(base + page * PAGE_BYTES + line);
        }
    }
    return sum;
}

static int64_t nanoseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int compare(const void *left, const void *right)
{
    int64_t difference = *(const int64_t *)left - *(const int64_t *)right;

    return difference < 0 ? -1 : difference > 0;
}

static int answer_refusal(request_rec *r, int status, const char *reason)
{
    r->status = status;
    ap_rprintf(r, "{\"error\":\"%s\"}\n", reason);
    return OK;
}

static int change(request_rec *r, int is_increase, double product)
{
    apr_thread_rwlock_wrlock(balloon.lock);
    const char *reason = is_increase ? increase(steps_max(r)) : decrease();
    if (reason != NULL) {
        balloon.refusals++;
    }
    apr_size_t held = balloon.count * STEP_BYTES;
    apr_thread_rwlock_unlock(balloon.lock);

    if (reason != NULL) {
        return answer_refusal(r, is_increase ? HTTP_SERVICE_UNAVAILABLE : HTTP_CONFLICT, reason);
    }
    ap_rprintf(r, "{\"held_bytes\":%" APR_SIZE_T_FMT ",\"product\":%.0f}\n", held, product);
    return OK;
}

static int report(request_rec *r, double product)
{
    apr_thread_rwlock_rdlock(balloon.lock);
    apr_size_t held = balloon.count * STEP_BYTES;
    unsigned long increases = balloon.increases;
    unsigned long decreases = balloon.decreases;
    unsigned long refusals = balloon.refusals;
    apr_thread_rwlock_unlock(balloon.lock);

    ap_rprintf(r,
               "{\"held_bytes\":%" APR_SIZE_T_FMT ",\"limit_bytes\":%" APR_SIZE_T_FMT
               ",\"increases\":%lu,\"decreases\":%lu,\"refusals\":%lu,\"product\":%.0f}\n",
               held, steps_max(r) * STEP_BYTES, increases, decreases, refusals, product);
    return OK;
}

static int access_memory(request_rec *r)
{
    apr_int64_t rounds = 1;

    if (r->args != NULL) {
        char *end = NULL;
        if (strncmp(r->args, "rounds=", 7) == 0) {
            rounds = apr_strtoi64(r->args + 7, &end, 10);
        }
        if (end == NULL || *end != '\0' || rounds < 1 || rounds > ROUNDS_MAX) {
            return answer_refusal(r, HTTP_BAD_REQUEST, "expected rounds=1 to 100000");
        }
    }

    int64_t *took = apr_palloc(r->pool, sizeof(int64_t) * rounds);
    int64_t total = 0;
    volatile uint64_t sink = 0;

    apr_thread_rwlock_rdlock(balloon.lock);
    apr_size_t held = balloon.count * STEP_BYTES;
    for (apr_int64_t round = 0; round < rounds; round++) {
        int64_t begin = nanoseconds();
        sink += touch_pages();
        took[round] = nanoseconds() - begin;
        total += took[round];
    }
    apr_thread_rwlock_unlock(balloon.lock);

    qsort(took, rounds, sizeof(int64_t), compare);
    ap_rprintf(r,
               "{\"held_bytes\":%" APR_SIZE_T_FMT ",\"pages\":%" APR_SIZE_T_FMT
               ",\"rounds\":%" APR_INT64_T_FMT ",\"minimum_ns\":%" APR_INT64_T_FMT
               ",\"mean_ns\":%.1f,\"median_ns\":%" APR_INT64_T_FMT ",\"p99_ns\":%" APR_INT64_T_FMT
               ",\"maximum_ns\":%" APR_INT64_T_FMT "}\n",
               held, held / PAGE_BYTES, rounds, (apr_int64_t)took[0], (double)total / rounds,
               (apr_int64_t)took[rounds / 2], (apr_int64_t)took[(rounds * 99) / 100],
               (apr_int64_t)took[rounds - 1]);
    return OK;
}

static int handle(request_rec *r)
{
    if (r->handler == NULL || strcmp(r->handler, "memory-balloon") != 0) {
        return DECLINED;
    }
    if (r->method_number != M_GET) {
        return HTTP_METHOD_NOT_ALLOWED;
    }

    double product = multiply(r->pool, matrix_size(r));
    ap_set_content_type(r, "application/json");
    apr_table_setn(r->headers_out, "Cache-Control", "no-store");
    if (strcmp(r->uri, "/increase_mem") == 0) {
        return change(r, 1, product);
    }
    if (strcmp(r->uri, "/decrease_mem") == 0) {
        return change(r, 0, product);
    }
    if (strcmp(r->uri, "/mem") == 0) {
        return report(r, product);
    }
    if (strcmp(r->uri, "/mem_access") == 0) {
        return access_memory(r);
    }
    return HTTP_NOT_FOUND;
}

static apr_status_t release(void *unused)
{
    (void)unused;
    while (balloon.count > 0) {
        munmap(balloon.chunks[--balloon.count], STEP_BYTES);
    }
    return APR_SUCCESS;
}

static void start_child(apr_pool_t *pool, server_rec *server)
{
    if (apr_thread_rwlock_create(&balloon.lock, pool) != APR_SUCCESS) {
        ap_log_error(APLOG_MARK, APLOG_CRIT, 0, server, "memory_balloon: no lock");
        exit(APEXIT_CHILDFATAL);
    }
    apr_pool_cleanup_register(pool, NULL, release, apr_pool_cleanup_null);
}

static int check_processes(apr_pool_t *config, apr_pool_t *log, apr_pool_t *temporary,
                           server_rec *server)
{
    int daemons = 0;

    (void)config;
    (void)log;
    (void)temporary;
    if (ap_state_query(AP_SQ_MAIN_STATE) == AP_SQ_MS_CREATE_PRE_CONFIG) {
        return OK;
    }
    if (ap_mpm_query(AP_MPMQ_HARD_LIMIT_DAEMONS, &daemons) == APR_SUCCESS && daemons > 1) {
        ap_log_error(APLOG_MARK, APLOG_CRIT, 0, server,
                     "memory_balloon: one balloon needs one process; set ServerLimit 1, not %d",
                     daemons);
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    return OK;
}

static void *create_config(apr_pool_t *pool, server_rec *server)
{
    balloon_config *config = apr_palloc(pool, sizeof(*config));

    (void)server;
    config->chunks_max = UNSET;
    config->matrix_size = UNSET;
    return config;
}

/* A virtual host takes from the main server what it does not say itself. */
static void *merge_config(apr_pool_t *pool, void *base_config, void *added_config)
{
    balloon_config *base = base_config;
    balloon_config *added = added_config;
    balloon_config *merged = apr_palloc(pool, sizeof(*merged));

    merged->chunks_max = added->chunks_max == UNSET ? base->chunks_max : added->chunks_max;
    merged->matrix_size = added->matrix_size == UNSET ? base->matrix_size : added->matrix_size;
    return merged;
}

static const char *set_number(cmd_parms *command, const char *text, int least, int most, int *value)
{
    char *end = NULL;
    apr_int64_t number = apr_strtoi64(text, &end, 10);

    if (*text == '\0' || *end != '\0' || number < least || number > most) {
        return apr_psprintf(command->pool, "%s: expected a number from %d to %d, found '%s'",
                            command->cmd->name, least, most, text);
    }
    *value = (int)number;
    return NULL;
}

static const char *set_steps(cmd_parms *command, void *unused, const char *text)
{
    balloon_config *config = ap_get_module_config(command->server->module_config,
                                                  &memory_balloon_module);

    (void)unused;
    return set_number(command, text, 0, CHUNKS_MAX, &config->chunks_max);
}

static const char *set_matrix(cmd_parms *command, void *unused, const char *text)
{
    balloon_config *config = ap_get_module_config(command->server->module_config,
                                                  &memory_balloon_module);

    (void)unused;
    return set_number(command, text, 1, MATRIX_MAX, &config->matrix_size);
}

static const command_rec commands[] = {
    AP_INIT_TAKE1("MemoryBalloonSteps", set_steps, NULL, RSRC_CONF,
                  "How many steps of 10 MiB may be held"),
    AP_INIT_TAKE1("MemoryBalloonMatrix", set_matrix, NULL, RSRC_CONF,
                  "Rows and columns of the matrices that each request multiplies"),
    {NULL}};

static void register_hooks(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_post_config(check_processes, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(start_child, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_handler(handle, NULL, NULL, APR_HOOK_MIDDLE);
}

AP_DECLARE_MODULE(memory_balloon) = {STANDARD20_MODULE_STUFF, NULL, NULL, create_config,
                                     merge_config, commands, register_hooks, AP_MODULE_FLAG_NONE};
