import { AppError } from '../../kernel/errors.ts'

/** What is told of a video by its own boxes (ISO 14496-12). */
export interface VideoFacts {
  width: number
  height: number
  seconds: number
}

interface Box {
  type: string
  /** Of what is in it. */
  from: number
  to: number
}

const broken = (reason: string): AppError => new AppError('invalid', 'video_unreadable', { reason })
const secondsAtMost = 300
const sideAtMost = 4096
/** In one box; a real video has a dozen, or a few for each second. */
const boxesAtMost = 10_000
/** H.264: what every phone and mini program plays. */
const codecs = new Set(['avc1', 'avc3'])

export const looksLikeMp4 = (bytes: Buffer): boolean => bytes.length > 12 && bytes.toString('latin1', 4, 8) === 'ftyp'

/** Reads an MP4 by its content. Throws `video_unreadable`, `video_codec_refused`, `video_too_long`. */
export function readMp4(bytes: Buffer): VideoFacts {
  const top = [...boxes(bytes, 0, bytes.length)]
  const moov = top.find((box) => box.type === 'moov')
  if (!moov || !top.some((box) => box.type === 'mdat')) throw broken('no moov or mdat box')
  const inside = [...boxes(bytes, moov.from, moov.to)]
  const mvhd = inside.find((box) => box.type === 'mvhd')
  if (!mvhd) throw broken('no mvhd box')
  const seconds = secondsOf(bytes, mvhd)
  const track = inside.filter((box) => box.type === 'trak').find((box) => handlerOf(bytes, box) === 'vide')
  if (!track) throw broken('no video track')
  const codec = codecOf(bytes, track)
  if (!codecs.has(codec)) throw new AppError('invalid', 'video_codec_refused', { codec })
  if (seconds > secondsAtMost) throw new AppError('invalid', 'video_too_long', { seconds, secondsAtMost })
  return { ...sizeOf(bytes, track), seconds }
}

/** The boxes between two places. Throws where one reaches over its end. */
function* boxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  let count = 0
  for (let at = from; at + 8 <= to;) {
    count += 1
    if (count > boxesAtMost) throw broken('too many boxes')
    const short = bytes.readUInt32BE(at)
    const long = short === 1
    if (long && at + 16 > to) throw broken('a box ends too early')
    const size = long ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short
    const head = long ? 16 : 8
    if (size < head || at + size > to) throw broken('a box reaches over its end')
    yield { type: bytes.toString('latin1', at + 4, at + 8), from: at + head, to: at + size }
    at += size
  }
}

function within(bytes: Buffer, box: Box, path: readonly string[]): Box | undefined {
  let found: Box | undefined = box
  for (const type of path) found = found && [...boxes(bytes, found.from, found.to)].find((one) => one.type === type)
  return found
}

/** A number of a box; one that is cut off is broken. */
function number(bytes: Buffer, { from, to }: Box, at: number): number {
  if (from + at + 4 > to) throw broken('a box is cut off')
  return bytes.readUInt32BE(from + at)
}

function secondsOf(bytes: Buffer, mvhd: Box): number {
  const second = bytes[mvhd.from] === 1
  const scale = number(bytes, mvhd, second ? 20 : 12)
  if (scale === 0) throw broken('no time scale')
  const [high, low] = second ? [number(bytes, mvhd, 24), number(bytes, mvhd, 28)] : [0, number(bytes, mvhd, 16)]
  return Math.round((high * 2 ** 32 + low) / scale)
}

function handlerOf(bytes: Buffer, track: Box): string | undefined {
  const hdlr = within(bytes, track, ['mdia', 'hdlr'])
  return hdlr && bytes.toString('latin1', hdlr.from + 8, hdlr.from + 12)
}

function codecOf(bytes: Buffer, track: Box): string {
  const stsd = within(bytes, track, ['mdia', 'minf', 'stbl', 'stsd'])
  if (!stsd || stsd.from + 16 > stsd.to) throw broken('no sample description')
  return bytes.toString('latin1', stsd.from + 12, stsd.from + 16)
}

/** As it is shown: one that is recorded lying on its side is turned. */
function sizeOf(bytes: Buffer, track: Box): { width: number; height: number } {
  const tkhd = within(bytes, track, ['tkhd'])
  if (!tkhd) throw broken('no track header')
  const second = bytes[tkhd.from] === 1
  const matrix = second ? 52 : 40
  const [width, height] = [number(bytes, tkhd, matrix + 36) >>> 16, number(bytes, tkhd, matrix + 40) >>> 16]
  if (width === 0 || height === 0 || Math.max(width, height) > sideAtMost) throw broken('a side of no size')
  const turned = number(bytes, tkhd, matrix) === 0 && number(bytes, tkhd, matrix + 4) !== 0
  return turned ? { width: height, height: width } : { width, height }
}
