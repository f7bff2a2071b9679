import { randomBytes, randomInt } from 'node:crypto'
import { dayOf } from './clock.ts'

let lastMs = 0
let counter = 0

const pool = { bytes: Buffer.alloc(0), at: 0 }

/** Random bytes are fetched for many ids at once: one by one they cost more than the rest of an id. */
function sixteenRandom(): Buffer {
  if (pool.at >= pool.bytes.length) Object.assign(pool, { bytes: randomBytes(4096), at: 0 })
  const bytes = pool.bytes.subarray(pool.at, pool.at + 16)
  pool.at += 16
  return bytes
}

/** A UUIDv7: 48 bits of milliseconds, then a counter that keeps ids of one process in the order they were made, then randomness. */
export function newId(): string {
  const bytes = sixteenRandom()
  const ms = Math.max(Date.now(), lastMs)
  if (ms === lastMs) counter += 1
  else counter = bytes.readUInt16BE(6) & 0x7ff // half of the room is left for counting up
  lastMs = counter > 0xfff ? ms + 1 : ms
  if (counter > 0xfff) counter = 0
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * A number for people: the day in China, then ten random digits (`2611230481552937`). It tells nobody how many orders there are.
 * Ten billion a day make a clash rare, not impossible: the column that keeps it is unique and the caller tries again.
 */
export function shortNumber(now: Date): string {
  return dayOf(now).replaceAll('-', '').slice(2) + String(randomInt(100_000)).padStart(5, '0') + String(randomInt(100_000)).padStart(5, '0')
}
