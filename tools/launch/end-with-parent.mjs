// Preloaded into programs that the launcher starts: when the launcher is killed and cannot stop them, its channel closes.
const GRACE_MS = 10_000

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), GRACE_MS).unref()
})
// Listening must not keep a program alive that has nothing else to do.
process.channel?.unref()
