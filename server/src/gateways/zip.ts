import { inflateRawSync } from 'node:zlib'

const endMark = 0x06054b50
const entryMark = 0x02014b50
/** Bills of a day are far smaller; a file that unpacks to more is no bill. */
const greatestBytes = 200_000_000

/** The files in a zip, in its order. Names are bytes: their encoding is nobody's promise. Throws on what is no zip. */
export function unzip(bytes: Buffer): { name: Buffer; content: Buffer }[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endMark) throw new Error('this is no zip file')
  const count = bytes.readUInt16LE(end + 10)
  const files: { name: Buffer; content: Buffer }[] = []
  let at = bytes.readUInt32LE(end + 16)
  let left = greatestBytes
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new Error('the directory of the zip is broken')
    const nameLength = bytes.readUInt16LE(at + 28)
    const content = contentAt(bytes, at, left)
    left -= content.length
    files.push({ name: bytes.subarray(at + 46, at + 46 + nameLength), content })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return files
}

function contentAt(bytes: Buffer, entry: number, most: number): Buffer {
  const method = bytes.readUInt16LE(entry + 10)
  const packed = bytes.readUInt32LE(entry + 20)
  const local = bytes.readUInt32LE(entry + 42)
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const raw = bytes.subarray(from, from + packed)
  if (method === 0) return raw
  if (method !== 8) throw new Error(`the zip packs by method ${method}`)
  return inflateRawSync(raw, { maxOutputLength: Math.max(1, most) })
}
