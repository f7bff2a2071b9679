import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Captcha } from '../captcha.ts'

const DIGITS = 4
const WIDTH = 180
const HEIGHT = 64
/** Strokes of each digit in a box of 2 × 4. */
const strokes: readonly (readonly (readonly [number, number])[])[] = [
  [
    [0.4, 0],
    [1.6, 0],
    [2, 2],
    [1.6, 4],
    [0.4, 4],
    [0, 2],
    [0.4, 0],
  ],
  [
    [0, 1],
    [1, 0],
    [1, 4],
  ],
  [
    [0, 1],
    [0.6, 0],
    [2, 0.3],
    [2, 1.6],
    [0, 4],
    [2, 4],
  ],
  [
    [0, 0],
    [2, 0],
    [0.8, 1.7],
    [2, 2.6],
    [1.4, 4],
    [0, 3.7],
  ],
  [
    [1.5, 4],
    [1.5, 0],
    [0, 2.7],
    [2.2, 2.7],
  ],
  [
    [2, 0],
    [0, 0],
    [0, 1.8],
    [1.6, 1.7],
    [2, 3],
    [1.2, 4],
    [0, 3.8],
  ],
  [
    [1.8, 0],
    [0, 2.4],
    [0.4, 4],
    [1.8, 4],
    [2, 2.6],
    [0.2, 2.5],
  ],
  [
    [0, 0],
    [2, 0],
    [0.7, 4],
  ],
  [
    [1, 1.8],
    [0, 1],
    [1, 0],
    [2, 1],
    [0, 3],
    [1, 4],
    [2, 3],
    [1, 1.8],
  ],
  [
    [2, 1.4],
    [0, 1.4],
    [0.2, 0],
    [1.8, 0],
    [2, 1.4],
    [1.6, 4],
  ],
]

/** A built-in puzzle without anybody else's service: four drawn digits, bent and crossed out, in an SVG without any text. */
export function createDigits(secretKey: string): Captcha {
  const sign = (salt: string, answer: string): Buffer => createHmac('sha256', secretKey).update(`captcha:${salt}:${answer}`).digest()
  return {
    make: async () => {
      const answer = Array.from({ length: DIGITS }, () => randomInt(10)).join('')
      const salt = randomBytes(12).toString('base64url')
      const picture = `data:image/svg+xml;base64,${Buffer.from(draw(answer)).toString('base64')}`
      return { puzzle: { kind: 'picture', picture }, kept: `${salt}.${sign(salt, answer).toString('base64url')}`, answer }
    },
    check: async (kept, answer) => {
      const [salt = '', hash = ''] = kept.split('.')
      const right = Buffer.from(hash, 'base64url')
      const given = sign(salt, answer)
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}

const wobble = (most: number): number => (randomInt(2001) / 1000 - 1) * most

function draw(answer: string): string {
  const lines = [...answer].map((digit, at) => {
    const left = 20 + at * 38 + wobble(5)
    const top = 14 + wobble(4)
    const lean = wobble(0.25)
    const points = (strokes[Number(digit)] ?? []).map(([x, y]) => {
      const px = left + x * 11 + wobble(1.6) + (2 - y) * lean * 9
      return `${px.toFixed(1)},${(top + y * 9 + wobble(1.6)).toFixed(1)}`
    })
    return `<polyline points="${points.join(' ')}"/>`
  })
  const noise = Array.from({ length: 3 }, () => {
    const [y1, y2, y3] = [randomInt(HEIGHT), randomInt(HEIGHT), randomInt(HEIGHT)]
    return `<path stroke-width="1.5" opacity=".55" d="M0 ${y1}Q${WIDTH / 2} ${y2} ${WIDTH} ${y3}"/>`
  })
  // In any order: the first line of the file need not be the first digit.
  const shapes = [...lines, ...noise].sort(() => wobble(1))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#f6f2ec"/><g fill="none" stroke="#3a332b" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">${shapes.join('')}</g></svg>`
}
