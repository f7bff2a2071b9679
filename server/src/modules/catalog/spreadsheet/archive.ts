import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { AppError } from '../../../kernel/errors.ts'

const inflate = promisify(inflateRaw)

const entriesAtMost = 500
/** A catalogue of 20 000 SKUs unpacks to a fifth of this. */
const unpackedAtMost = 100 * 1024 * 1024

/**
 * An xlsx file is a zip archive, and a small archive can unpack to any size. Unpacks each entry with a limit before the reader, which has
 * none, gets to see the file. The reader is forgiving about what the end of an archive says; whatever it could read differently from here
 * is refused. Throws `spreadsheet_unreadable` or `file_too_large`.
 */
export async function checkArchive(bytes: Buffer): Promise<void> {
  const directory = findDirectory(bytes)
  let left = unpackedAtMost
  let at = directory.offset
  for (let index = 0; index < directory.entries; index += 1) {
    if (at + 46 > directory.end || bytes.readUInt32LE(at) !== 0x02014b50) throw unreadable('directory')
    const packed = bytes.readUInt32LE(at + 20)
    left -= await unpackedSize(bytes, { method: bytes.readUInt16LE(at + 10), packed, header: bytes.readUInt32LE(at + 42) }, left)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  // More entries than were counted would be unpacked unseen.
  if (at !== directory.end) throw unreadable('directory')
}

/** The directory lies between the last entry and the end record, which ends the file: not elsewhere, and not in the 64-bit format. */
function findDirectory(bytes: Buffer): { entries: number; offset: number; end: number } {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > bytes.length) throw unreadable('not an xlsx file')
  const entries = bytes.readUInt16LE(end + 10)
  if (entries > entriesAtMost) throw new AppError('too_large', 'file_too_large', { entries, entriesAtMost })
  const offset = bytes.readUInt32LE(end + 16)
  const whole =
    bytes.readUInt32LE(end + 4) === 0 && // one disk, this one
    bytes.readUInt16LE(end + 8) === entries &&
    offset + bytes.readUInt32LE(end + 12) === end &&
    end + 22 + bytes.readUInt16LE(end + 20) === bytes.length
  if (!whole) throw unreadable('directory')
  return { entries, offset, end }
}

async function unpackedSize(
  bytes: Buffer,
  { method, packed, header }: { method: number; packed: number; header: number },
  atMost: number,
): Promise<number> {
  if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== 0x04034b50) throw unreadable('entry')
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
  if (method === 0) return packed
  if (method !== 8) throw unreadable('compression')
  try {
    return (await inflate(bytes.subarray(start, start + packed), { maxOutputLength: Math.max(1, atMost) })).length
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')) {
      throw new AppError('too_large', 'file_too_large', { unpackedAtMost })
    }
    throw unreadable('damaged')
  }
}

export const unreadable = (reason: string): AppError => new AppError('invalid', 'spreadsheet_unreadable', { reason })
