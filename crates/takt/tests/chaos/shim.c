/*
 * A disk that remembers, fails and fills up when it is told to: loaded in front of the C library with LD_PRELOAD, it
 * stands between the program and every file below one folder.
 *
 *   TAKT_DISK_ROOT   the folder; files elsewhere are left alone
 *   TAKT_DISK_LOG    a file outside of it: every call, in order, with what it wrote (see `struct head`)
 *   TAKT_DISK_FAULT  "N:HOW", more of them parted by commas: what the Nth logged call of this process comes to
 *                      eio, enospc   not done, and that error
 *                      short         half of a read or write is done
 *                      lie           not done, though it is said to be
 *                      kill          the process dies before it is done
 *   TAKT_DISK_ROOM   a file that holds, as 8 bytes, how many bytes are free; shared by all processes
 *   TAKT_DISK_FULL   "lie": what there is no room for is said to be written
 *   TAKT_DISK_CLOCK  the time, in seconds since 1970, at which the process begins: each look at the clock is a
 *                    microsecond later, so that the same run writes the same bytes
 *
 * What is written to standard output and standard error is logged too: that is what the program acknowledges.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FILES 1024
#define FAULTS 4
#define BLOCK 4096

enum how { PLAIN, FAIL_EIO, FAIL_ENOSPC, HALF, LIE, KILL };

/* One record of the log, little-endian as the machine; behind it come the path, the second path and the bytes. */
struct head {
    uint32_t pid;
    int32_t fd;
    int64_t place;   /* where a write begins, how long a file is cut, with which flags it is opened */
    uint32_t error;  /* errno, 0 where it went well */
    uint8_t what;
    uint8_t made;    /* an open made the file */
    uint16_t path, other;
    uint16_t unused;
    uint32_t bytes;
};

static struct {
    long call;
    enum how how;
} faults[FAULTS];
static int faults_len, lies_when_full;
static char root[1024];
static size_t root_len;
static int log_fd = -1, room_fd = -1;
static long calls;
static long long clock_us;
static char *names[FILES];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_pread)(int, void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_mkdir)(const char *, mode_t);
static int (*real_rmdir)(const char *);
static void *(*real_mmap)(void *, size_t, int, int, int, off_t);

#define REAL(name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)

static void set_up(void) {
    REAL(open); REAL(openat); REAL(close); REAL(read); REAL(pread); REAL(write); REAL(pwrite); REAL(fsync);
    REAL(fdatasync); REAL(ftruncate); REAL(rename); REAL(unlink); REAL(mkdir); REAL(rmdir); REAL(mmap); REAL(clock_gettime);
    const char *text = getenv("TAKT_DISK_ROOT");
    if (!text || strlen(text) >= sizeof root) return;
    strcpy(root, text);
    root_len = strlen(root);
    if ((text = getenv("TAKT_DISK_LOG"))) log_fd = real_open(text, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if ((text = getenv("TAKT_DISK_ROOM"))) room_fd = real_open(text, O_RDWR | O_CLOEXEC);
    if ((text = getenv("TAKT_DISK_CLOCK"))) clock_us = atoll(text) * 1000000;
    if ((text = getenv("TAKT_DISK_FULL"))) lies_when_full = !strcmp(text, "lie");
    for (text = getenv("TAKT_DISK_FAULT"); text && *text && faults_len < FAULTS; faults_len++) {
        static const struct { const char *word; enum how how; } words[] = {
            { "eio", FAIL_EIO }, { "enospc", FAIL_ENOSPC }, { "short", HALF }, { "lie", LIE }, { "kill", KILL } };
        char *end;
        faults[faults_len].call = strtol(text, &end, 10);
        for (size_t i = 0; *end == ':' && i < sizeof words / sizeof *words; i++)
            if (!strncmp(end + 1, words[i].word, strlen(words[i].word))) faults[faults_len].how = words[i].how;
        text = strchr(end, ',');
        if (text) text++;
    }
}

static void ready(void) { pthread_once(&once, set_up); }

static int below_root(const char *path) {
    return root_len && path && !strncmp(path, root, root_len) && (path[root_len] == '/' || !path[root_len]);
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES ? names[fd] : NULL; }

static int is_said(int fd) { return root_len && (fd == 1 || fd == 2); }

/* What this call comes to: it is counted, and dies here if it is to. The gate is held from here to `noted`. */
static enum how begins(void) {
    pthread_mutex_lock(&gate);
    calls++;
    for (int i = 0; i < faults_len; i++) {
        if (faults[i].call != calls) continue;
        if (faults[i].how == KILL) raise(SIGKILL);
        return faults[i].how;
    }
    return PLAIN;
}

static int noted(uint8_t what, int fd, int64_t place, int made, const char *path, const char *other, const void *bytes,
                 size_t len, int error) {
    struct head head = { .pid = (uint32_t)getpid(), .fd = fd, .place = place, .error = (uint32_t)error, .what = what,
                         .made = (uint8_t)made, .path = path ? (uint16_t)strlen(path) : 0,
                         .other = other ? (uint16_t)strlen(other) : 0, .bytes = (uint32_t)len };
    struct iovec parts[4] = { { &head, sizeof head }, { (void *)path, head.path }, { (void *)other, head.other },
                              { (void *)bytes, len } };
    /* A record that is missing would make every proof void. */
    if (log_fd >= 0 && writev(log_fd, parts, 4) != (ssize_t)(sizeof head + head.path + head.other + len)) abort();
    pthread_mutex_unlock(&gate);
    errno = error;
    return error ? -1 : 0;
}

static int error_of(enum how how) { return how == FAIL_EIO ? EIO : how == FAIL_ENOSPC ? ENOSPC : 0; }

static int64_t blocks(int64_t size) { return (size + BLOCK - 1) / BLOCK * BLOCK; }

/* Takes room for a file to grow to this size, as far as there is any; gives the size it may have. */
static int64_t grown(int fd, int64_t size) {
    struct stat now;
    int64_t room;
    if (room_fd < 0 || fstat(fd, &now) || blocks(size) == blocks(now.st_size)) return size;
    if (real_pread(room_fd, &room, sizeof room, 0) != sizeof room) return size;
    int64_t more = blocks(size) - blocks(now.st_size);
    if (more > room) {
        more = room > 0 ? room / BLOCK * BLOCK : 0;
        size = blocks(now.st_size) + more;
    }
    room -= more;
    real_pwrite(room_fd, &room, sizeof room, 0);
    return size;
}

static void given_back(int64_t size) {
    int64_t room;
    if (room_fd < 0 || real_pread(room_fd, &room, sizeof room, 0) != sizeof room) return;
    room += blocks(size);
    real_pwrite(room_fd, &room, sizeof room, 0);
}

static int opened(int dir, const char *path, int flags, mode_t mode) {
    ready();
    if (dir != AT_FDCWD && path[0] != '/') return real_openat(dir, path, flags, mode);
    if (!below_root(path)) return real_open(path, flags, mode);
    enum how how = begins();
    int made = (flags & O_CREAT) && access(path, F_OK) != 0, error = error_of(how), fd = -1;
    if (!error && (fd = real_open(path, flags, mode)) < 0) error = errno;
    if (fd >= 0 && fd < FILES) {
        free(names[fd]);
        names[fd] = strdup(path);
    }
    noted('O', fd, flags, made, path, NULL, NULL, 0, error);
    return fd;
}

#define MODE(flags, mode)                                    \
    mode_t mode = 0;                                         \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                 \
        va_list rest;                                        \
        va_start(rest, flags);                               \
        mode = va_arg(rest, mode_t);                         \
        va_end(rest);                                        \
    }

int open(const char *path, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE(flags, mode) return opened(dir, path, flags, mode); }
int openat64(int dir, const char *path, int flags, ...) { MODE(flags, mode) return opened(dir, path, flags, mode); }

int close(int fd) {
    ready();
    if (name_of(fd)) {
        pthread_mutex_lock(&gate);
        char *name = names[fd];
        names[fd] = NULL;
        noted('C', fd, 0, 0, name, NULL, NULL, 0, 0);
        free(name);
    }
    return real_close(fd);
}

static ssize_t got(int fd, void *bytes, size_t len, off_t place, int here) {
    enum how how = begins();
    int error = error_of(how);
    if (how == HALF && len > 1) len /= 2;
    ssize_t done = -1;
    if (!error && (done = here ? real_read(fd, bytes, len) : real_pread(fd, bytes, len, place)) < 0) error = errno;
    noted('R', fd, here ? -1 : place, 0, name_of(fd), NULL, NULL, 0, error);
    return done;
}

ssize_t read(int fd, void *bytes, size_t len) {
    ready();
    return name_of(fd) ? got(fd, bytes, len, 0, 1) : real_read(fd, bytes, len);
}
ssize_t pread(int fd, void *bytes, size_t len, off_t place) {
    ready();
    return name_of(fd) ? got(fd, bytes, len, place, 0) : real_pread(fd, bytes, len, place);
}
ssize_t pread64(int fd, void *bytes, size_t len, off_t place) { return pread(fd, bytes, len, place); }

static ssize_t put(int fd, const void *bytes, size_t len, off_t place, int here) {
    enum how how = begins();
    int error = error_of(how), said = !name_of(fd);
    ssize_t done = -1;
    if (here && !said) place = lseek(fd, 0, SEEK_CUR);
    if (how == HALF && len > 1) len /= 2;
    if (!error && !said && len) {
        int64_t room = grown(fd, (int64_t)place + (int64_t)len);
        if (room <= place && lies_when_full) how = LIE;
        else if (room <= place) error = ENOSPC;
        else if (room < (int64_t)(place + len)) len = (size_t)(room - place);
    }
    if (how == LIE) done = (ssize_t)len;
    else if (!error && (done = here ? real_write(fd, bytes, len) : real_pwrite(fd, bytes, len, place)) < 0)
        error = errno;
    size_t kept = how == LIE || done < 0 ? 0 : (size_t)done;
    noted(said ? 'A' : 'W', fd, place, 0, name_of(fd), NULL, bytes, kept, error);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t len) {
    ready();
    return name_of(fd) || is_said(fd) ? put(fd, bytes, len, 0, 1) : real_write(fd, bytes, len);
}
ssize_t pwrite(int fd, const void *bytes, size_t len, off_t place) {
    ready();
    return name_of(fd) ? put(fd, bytes, len, place, 0) : real_pwrite(fd, bytes, len, place);
}
ssize_t pwrite64(int fd, const void *bytes, size_t len, off_t place) { return pwrite(fd, bytes, len, place); }

static int flushed(int fd, int (*real)(int)) {
    if (!name_of(fd)) return real(fd);
    enum how how = begins();
    int error = error_of(how);
    /* The machine stays on: what a power cut leaves is worked out from the log, so nothing need wait for the disk. */
    return noted(how == LIE ? 'Q' : 'S', fd, 0, 0, name_of(fd), NULL, NULL, 0, error);
}

int fsync(int fd) { ready(); return flushed(fd, real_fsync); }
int fdatasync(int fd) { ready(); return flushed(fd, real_fdatasync); }

int ftruncate(int fd, off_t size) {
    ready();
    if (!name_of(fd)) return real_ftruncate(fd, size);
    enum how how = begins();
    int error = error_of(how);
    struct stat now;
    if (!error && how != LIE && !fstat(fd, &now)) {
        if (size < now.st_size) given_back(blocks(now.st_size) - blocks(size));
        else if (grown(fd, size) < size) error = ENOSPC;
    }
    if (!error && how != LIE && real_ftruncate(fd, size)) error = errno;
    return noted(how == LIE ? 'Q' : 'T', fd, size, 0, name_of(fd), NULL, NULL, 0, error);
}
int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }

int rename(const char *path, const char *other) {
    ready();
    if (!below_root(path)) return real_rename(path, other);
    int error = error_of(begins());
    if (!error && real_rename(path, other)) error = errno;
    return noted('N', -1, 0, 0, path, other, NULL, 0, error);
}

static int on_path(uint8_t what, const char *path, mode_t mode) {
    int error = error_of(begins());
    struct stat now;
    int64_t size = what == 'U' && !stat(path, &now) ? now.st_size : 0;
    int failed = error ? 0 : what == 'U' ? real_unlink(path) : what == 'M' ? real_mkdir(path, mode) : real_rmdir(path);
    if (failed) error = errno;
    if (!error) given_back(size);
    return noted(what, -1, 0, 0, path, NULL, NULL, 0, error);
}

int unlink(const char *path) { ready(); return below_root(path) ? on_path('U', path, 0) : real_unlink(path); }
int mkdir(const char *path, mode_t mode) {
    ready();
    return below_root(path) ? on_path('M', path, mode) : real_mkdir(path, mode);
}
int rmdir(const char *path) { ready(); return below_root(path) ? on_path('D', path, 0) : real_rmdir(path); }

void *mmap(void *at, size_t len, int access, int flags, int fd, off_t place) {
    ready();
    if (!name_of(fd)) return real_mmap(at, len, access, flags, fd, place);
    int error = error_of(begins());
    void *map = error ? MAP_FAILED : real_mmap(at, len, access, flags, fd, place);
    if (!error && map == MAP_FAILED) error = errno;
    noted('P', fd, place, 0, name_of(fd), NULL, NULL, 0, error);
    return map;
}
void *mmap64(void *at, size_t len, int access, int flags, int fd, off_t place) {
    return mmap(at, len, access, flags, fd, place);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    ready();
    if (!clock_us || clock != CLOCK_REALTIME) return real_clock_gettime(clock, now);
    long long at = __atomic_add_fetch(&clock_us, 1, __ATOMIC_RELAXED);
    now->tv_sec = at / 1000000;
    now->tv_nsec = at % 1000000 * 1000;
    return 0;
}
