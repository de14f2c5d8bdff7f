// Attacks on the machine that grades, one a name. Exit code 0: it worked.
// 1: it was refused. Whatever else: it died of it.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <netinet/in.h>
#include <unistd.h>

static int worked(int ok) {
	if (!ok) fprintf(stderr, "%s\n", strerror(errno));
	return ok ? 0 : 1;
}
static const char *arg;
static int can_read(const char *p) {
	char b[64];
	int fd = open(p, O_RDONLY);
	return fd >= 0 && read(fd, b, sizeof b) > 0;
}
static int tell(const char *what) {
	printf("%s\n", what);
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv) {
	const char *a = argv[1];
	arg = argc > 2 ? argv[2] : "";
	signal(SIGXFSZ, SIG_IGN);
#define IS(name) (strcmp(a, name) == 0)
	// Files.
	if (IS("read")) return worked(can_read(arg));
	if (IS("list")) { DIR *d = opendir(arg); return worked(d && readdir(d)); }
	if (IS("write")) return worked(open(arg, O_WRONLY | O_CREAT, 0600) >= 0);
	if (IS("truncate")) return worked(truncate(arg, 0) == 0);
	if (IS("unlink")) return worked(unlink(arg) == 0);
	if (IS("mkdir")) return worked(mkdir(arg, 0700) == 0);
	if (IS("link")) return worked(link(arg, "stolen") == 0 || (symlink(arg, "way") == 0 && can_read("way")));
	if (IS("chmod")) return worked(chmod(arg, 0777) == 0);
	if (IS("up")) return worked(open("../../../../../../../../../../etc/passwd", O_RDONLY) >= 0);
	if (IS("write-root")) return worked(open("/planted", O_WRONLY | O_CREAT, 0600) >= 0);
	if (IS("write-self")) return worked(open("/proc/self/exe", O_WRONLY) >= 0);
	if (IS("inherited")) {
		for (int fd = 4; fd < 1024; fd++) if (fcntl(fd, F_GETFD) >= 0) return tell("open");
		return worked(0);
	}
	// The network.
	if (IS("tcp")) return worked(socket(AF_INET, SOCK_STREAM, 0) >= 0);
	if (IS("udp")) return worked(socket(AF_INET, SOCK_DGRAM, 0) >= 0);
	if (IS("tcp6")) return worked(socket(AF_INET6, SOCK_STREAM, 0) >= 0);
	if (IS("netlink")) return worked(socket(AF_NETLINK, SOCK_RAW, 0) >= 0);
	if (IS("unix") || IS("abstract")) {
		struct sockaddr_un to = {.sun_family = AF_UNIX};
		int fd = socket(AF_UNIX, SOCK_STREAM, 0);
		int at = IS("abstract");
		strncpy(to.sun_path + at, arg, sizeof to.sun_path - 2);
		socklen_t len = offsetof(struct sockaddr_un, sun_path) + at + strlen(arg);
		return worked(fd >= 0 && connect(fd, (void *)&to, len) == 0);
	}
	if (IS("io_uring")) { char p[256] = {0}; return worked(syscall(425, 4, p) >= 0); }
	// Others.
	if (IS("see")) {
		DIR *d = opendir("/proc");
		struct dirent *e;
		while (d && (e = readdir(d)))
			if (atoi(e->d_name) > 0 && atoi(e->d_name) != getpid()) return tell(e->d_name);
		return worked(0);
	}
	if (IS("environ")) { char p[64]; sprintf(p, "/proc/%s/environ", arg); return worked(can_read(p)); }
	if (IS("mem")) { char p[64]; sprintf(p, "/proc/%s/mem", arg); return worked(open(p, O_RDONLY) >= 0); }
	if (IS("signal")) return worked(kill(atoi(arg), 0) == 0);
	if (IS("kill")) return worked(kill(atoi(arg), SIGKILL) == 0);
	if (IS("kill-all")) return worked(kill(-1, SIGKILL) == 0);
	if (IS("kill-parent")) return worked(getppid() > 0 && kill(getppid(), SIGTERM) == 0);
	if (IS("ptrace")) return worked(ptrace(PTRACE_SEIZE, atoi(arg), 0, 0) == 0);
	if (IS("pidfd")) return worked(syscall(434, atoi(arg), 0) >= 0);
	if (IS("setown")) return worked(fcntl(1, F_SETOWN, atoi(arg)) == 0);
	if (IS("prlimit")) { struct rlimit r = {0, 0}; return worked(prlimit(atoi(arg), RLIMIT_CORE, &r, NULL) == 0); }
	if (IS("affinity")) { cpu_set_t s; sched_getaffinity(0, sizeof s, &s); return worked(sched_setaffinity(atoi(arg), sizeof s, &s) == 0); }
	if (IS("utimes")) return worked(utimensat(AT_FDCWD, arg, NULL, 0) == 0);
	if (IS("xattr")) return worked(setxattr(arg, "user.x", "x", 1, 0) == 0);
	if (IS("priority")) return worked(setpriority(PRIO_PROCESS, atoi(arg), 19) == 0 && atoi(arg) != getpid());
	// More than its share.
	if (IS("fork")) { pid_t p = fork(); if (p == 0) _exit(0); return worked(p > 0); }
	if (IS("vfork")) { pid_t p = vfork(); if (p == 0) _exit(0); return worked(p > 0); }
	if (IS("clone3")) { char p[88] = {0}; *(long *)(p + 32) = SIGCHLD; long r = syscall(435, p, 64); if (r == 0) _exit(0); return worked(r > 0); }
	if (IS("fork-bomb")) {
		int n = 0;
		for (int i = 0; i < 5000; i++) { pid_t p = fork(); if (p == 0) { pause(); _exit(0); } n += p > 0; }
		printf("%d\n", n);
		return worked(n > 2000);
	}
	if (IS("system")) return worked(system("true") == 0);
	if (IS("exec")) { execl("/bin/sh", "sh", "-c", "exit 0", NULL); return worked(0); }
	if (IS("exec-scratch")) {
		FILE *f = fopen("script", "w");
		fputs("#!/sandbox/program\n", f);
		fclose(f);
		chmod("script", 0755);
		execl("./script", "script", "ok", NULL);
		return worked(0);
	}
	if (IS("ok")) return 0;
	if (IS("memory")) { for (;;) { char *p = malloc(1 << 20); if (!p) return worked(0); memset(p, 1, 1 << 20); } }
	if (IS("memfd")) return worked(syscall(SYS_memfd_create, "x", 0) >= 0);
	if (IS("shm")) return worked(shmget(IPC_PRIVATE, 1 << 20, 0600) >= 0);
	if (IS("disk")) {
		static char b[1 << 20];
		long total = 0;
		for (int i = 0; i < 400; i++) {
			char name[32];
			sprintf(name, "fill%d", i);
			int fd = open(name, O_WRONLY | O_CREAT, 0600);
			ssize_t n = write(fd, b, sizeof b);
			total += n > 0 ? n : 0;
			close(fd);
			if (fd < 0 || n <= 0) break;
		}
		printf("%ld\n", total);
		return worked(total > 100 << 20);
	}
	if (IS("inodes")) {
		int i = 0;
		for (; i < 20000; i++) { char name[32]; sprintf(name, "n%d", i); int fd = open(name, O_WRONLY | O_CREAT, 0600); if (fd < 0) break; close(fd); }
		printf("%d\n", i);
		return worked(i == 20000);
	}
	if (IS("big-file")) {
		int fd = open("big", O_WRONLY | O_CREAT, 0600);
		return worked(ftruncate(fd, 1L << 30) == 0);
	}
	if (IS("descriptors")) { int n = 0; while (n < 2000 && dup(0) >= 0) n++; printf("%d\n", n); return worked(n == 2000); }
	if (IS("print")) { static char b[1 << 16]; memset(b, 'x', sizeof b); for (long i = 0; i < 10L << 30; i += sizeof b) if (write(1, b, sizeof b) < 0) return worked(0); return 0; }
	if (IS("spin")) for (;;) ;
	if (IS("raise-limits")) {
		int all[] = {RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_CORE};
		for (int i = 0; i < 4; i++) {
			struct rlimit r;
			getrlimit(all[i], &r);
			r.rlim_max++, r.rlim_cur = r.rlim_max;
			if (setrlimit(all[i], &r) == 0) return tell("raised");
		}
		return worked(0);
	}
	// More rights.
	if (IS("setuid")) return worked(setuid(0) == 0 && setgid(0) == 0);
	if (IS("setgroups")) return worked(setgroups(0, NULL) == 0);
	if (IS("setuid-file")) { int fd = open("su", O_WRONLY | O_CREAT, 04755); struct stat st; fchown(fd, 0, 0); fchmod(fd, 04755); return worked(fd >= 0 && fstat(fd, &st) == 0 && st.st_uid == 0 && (st.st_mode & S_ISUID) && getuid() != 0); }
	if (IS("mount")) return worked(mount("x", ".", "tmpfs", 0, "") == 0);
	if (IS("remount")) return worked(mount("", "/", "", MS_REMOUNT | MS_BIND, "") == 0);
	if (IS("umount")) return worked(umount2("/proc", MNT_DETACH) == 0);
	if (IS("unshare")) return worked(unshare(CLONE_NEWUSER) == 0);
	if (IS("chroot")) return worked(chroot(".") == 0 && chdir("../../../../..") == 0 && can_read("etc/passwd"));
	if (IS("mknod")) return worked(mknod("disk", S_IFBLK | 0600, makedev(254, 0)) == 0);
	if (IS("bpf")) return worked(syscall(321, 0, 0, 0) >= 0 || errno == EINVAL || errno == EFAULT);
	if (IS("hostname")) return worked(sethostname("x", 1) == 0);
#ifdef __x86_64__
	if (IS("int80")) { // a system call by the 32-bit table
		long r;
		__asm__ volatile("int $0x80" : "=a"(r) : "a"(20) : "memory"); // getpid
		return worked(r > 0);
	}
	if (IS("x32")) return worked(syscall(0x40000000 + 41, AF_INET, SOCK_STREAM, 0) >= 0);
#endif
	// Staying on.
	if (IS("stay") || IS("stay-setsid")) {
		if (fork() == 0) {
			if (IS("stay-setsid")) setsid();
			if (fork() == 0) { for (;;) sleep(1000); }
			_exit(0);
		}
		return 0;
	}
	if (IS("leave-group")) return worked(setsid() >= 0);
	if (IS("outlive")) return worked(prctl(PR_SET_PDEATHSIG, 0) == 0);
	if (IS("wait")) { tell("here"); for (;;) sleep(1000); }
	// What has to work.
	if (IS("exit")) return atoi(arg);
	if (IS("segv")) { *(volatile int *)0 = 1; return 0; }
	if (IS("abort")) abort();
	if (IS("streams")) {
		dprintf(1, "out"), dprintf(2, "err"), dprintf(3, "three");
		int fd = open("file", O_RDWR | O_CREAT, 0600);
		mkdir("a", 0700), mkdir("b", 0700);
		int moved = open("a/x", O_CREAT | O_WRONLY, 0600) >= 0 && rename("a/x", "b/x") == 0;
		return worked(fd >= 0 && write(fd, "x", 1) == 1 && moved && getenv("ONLY") && !getenv("PATH"));
	}
	return 99;
}
