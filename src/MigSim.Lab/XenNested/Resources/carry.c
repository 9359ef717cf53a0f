/*
 * Carries a stream over TCP without copying it through this process where the kernel allows it.
 *
 *   carry HOST PORT                        standard input to the peer, the peer to standard output
 *   carry -l PORT PROGRAM [ARGUMENT...]    each caller gets the program, as inetd would start it
 *
 * Ends with 0 when the peer has closed, with 3 if nobody listens there, with 1 after other failures.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 1 << 17, NOBODY_LISTENS = 3 };

static int fail(const char *what)
{
    perror(what);
    return 1;
}

/* Moves what is there; returns 0 at the end, -1 after a failure. */
static ssize_t move(int from, int to)
{
    static char buffer[CHUNK];
    ssize_t count = splice(from, NULL, to, NULL, CHUNK, SPLICE_F_MOVE);
    if (count >= 0 || errno != EINVAL)
        return count;

    /* Neither end is a pipe. */
    count = read(from, buffer, sizeof buffer);
    for (ssize_t sent = 0; sent < count;) {
        ssize_t part = write(to, buffer + sent, count - sent);
        if (part < 0)
            return -1;
        sent += part;
    }
    return count;
}

static int carry(const char *host, int port)
{
    struct sockaddr_in peer = { .sin_family = AF_INET, .sin_port = htons(port) };
    if (inet_pton(AF_INET, host, &peer.sin_addr) != 1) {
        fprintf(stderr, "%s is no IPv4 address\n", host);
        return 2;
    }
    int line = socket(AF_INET, SOCK_STREAM, 0);
    if (line < 0)
        return fail("socket");
    if (connect(line, (struct sockaddr *)&peer, sizeof peer) < 0)
        return errno == ECONNREFUSED ? NOBODY_LISTENS : fail("connect");

    struct pollfd ends[] = { { .fd = 0, .events = POLLIN }, { .fd = line, .events = POLLIN } };
    for (;;) {
        if (poll(ends, 2, -1) < 0)
            return fail("poll");
        if (ends[0].revents) {
            ssize_t count = move(0, line);
            if (count < 0)
                return fail("send");
            if (count == 0) {
                shutdown(line, SHUT_WR);
                ends[0].fd = -1;
            }
        }
        if (ends[1].revents) {
            ssize_t count = move(line, 1);
            if (count <= 0)
                return count < 0 ? fail("receive") : 0;
        }
    }
}

static int serve(int port, char **words)
{
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(port) };
    int yes = 1;
    int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (door < 0 || setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0
        || bind(door, (struct sockaddr *)&here, sizeof here) < 0 || listen(door, 8) < 0)
        return fail("listen");
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int caller = accept(door, NULL, NULL);
        if (caller < 0)
            return fail("accept");
        if (fork() == 0) {
            signal(SIGCHLD, SIG_DFL);
            dup2(caller, 0);
            dup2(caller, 1);
            close(caller);
            execvp(words[0], words);
            _exit(fail(words[0]));
        }
        close(caller);
    }
}

int main(int count, char **words)
{
    if (count >= 4 && strcmp(words[1], "-l") == 0)
        return serve(atoi(words[2]), words + 3);
    if (count == 3)
        return carry(words[1], atoi(words[2]));
    fprintf(stderr, "usage: carry HOST PORT | carry -l PORT PROGRAM [ARGUMENT...]\n");
    return 2;
}
