/* A disk whose power fails: of each file, only what was synced is ever there.
 *
 * Preloaded into a process, it takes the place of fsync and fdatasync. Each of them copies the file
 * as it is at that moment into a folder of shadows, which is the disk that a power cut leaves.
 * DISK names the folder to watch, SHADOWS where the copies go.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int copied(const char *from, const char *to) {
    char part[65536], unfinished[PATH_MAX];
    ssize_t size = 0;
    snprintf(unfinished, sizeof unfinished, "%s~", to);
    int reading = open(from, O_RDONLY), writing = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    while (reading >= 0 && writing >= 0 && (size = read(reading, part, sizeof part)) > 0)
        if (write(writing, part, size) != size) size = -1;
    if (reading < 0 || writing < 0 || size < 0) return -1;
    close(reading);
    close(writing);
    /* The process may be killed at any point: a shadow is the one before or this one. */
    return rename(unfinished, to);
}

static int synced(int file) {
    const char *disk = getenv("DISK"), *shadows = getenv("SHADOWS");
    char link[64], path[PATH_MAX], shadow[2 * PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0 || !disk || !shadows) return -1;
    path[length] = 0;
    size_t folder = strlen(disk);
    if (strncmp(path, disk, folder) || path[folder] != '/') return 0;
    if (strchr(path + folder + 1, '/')) return 0;
    snprintf(shadow, sizeof shadow, "%s%s", shadows, path + folder);
    return copied(path, shadow);
}

int fsync(int file) { return synced(file); }
int fdatasync(int file) { return synced(file); }
