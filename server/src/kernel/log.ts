import { type Logger, pino } from 'pino'

export type Log = Logger

/** One JSON line an entry, on standard output. Values under these names never reach the log. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['token', 'password', 'secret', '*.token', '*.password', '*.secret', 'headers.authorization', '*.headers.authorization'],
      censor: '***',
    },
    serializers: { err: pino.stdSerializers.err },
  })
}
