// What Swift cannot reach: control-message macros, mmsghdr, and timeouts in nanoseconds.
#ifndef VOICEBOT_CSHIMS_H
#define VOICEBOT_CSHIMS_H

#include <stddef.h>
#include <stdint.h>

// Room for datagrams received with one system call; used by one thread.
typedef struct shim_batch shim_batch;

shim_batch *shim_batch_create(void);
void shim_batch_destroy(shim_batch *batch);

// Receives up to shim_batch_capacity() datagrams without waiting. Returns their count, 0 when there are none,
// or a negated errno.
int shim_batch_receive(shim_batch *batch, int descriptor);
int shim_batch_capacity(void);
const uint8_t *shim_batch_data(const shim_batch *batch, int index);
size_t shim_batch_length(const shim_batch *batch, int index);
// IPv4 address and port of the sender, host byte order.
uint32_t shim_batch_host(const shim_batch *batch, int index);
uint16_t shim_batch_port(const shim_batch *batch, int index);
// CLOCK_REALTIME nanoseconds at which the kernel took the datagram in; 0 when it did not say.
int64_t shim_batch_time(const shim_batch *batch, int index);

// Opens a non-blocking UDP socket on an IPv4 address with receive timestamps; port 0 picks one.
// Returns the descriptor or a negated errno.
int shim_udp_open(uint32_t host, uint16_t port);
// The port a socket is bound to, or a negated errno.
int shim_udp_port(int descriptor);
// Sends one datagram; returns 0 or an errno.
int shim_udp_send(int descriptor, const void *bytes, size_t count, uint32_t host, uint16_t port);

// Waits until the descriptor can be read or the time is over; negative waits for ever.
// Returns 1 when readable, 0 otherwise.
int shim_wait(int descriptor, int64_t nanoseconds);

// Names the calling thread; at most 15 bytes.
void shim_thread_name(const char *name);

int64_t shim_monotonic(void);
int64_t shim_realtime(void);

// An eventfd: signal adds one, clear takes all.
int shim_event_create(void);
void shim_event_signal(int descriptor);
void shim_event_clear(int descriptor);

#endif
