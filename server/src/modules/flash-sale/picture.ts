import { randomInt } from 'node:crypto'
import sharp from 'sharp'

/** The strokes of each digit in a box of 10 by 16: no font is needed, and none can be guessed. */
const strokes: Record<string, string> = {
  '0': 'M5 0C1 0 0 4 0 8C0 12 1 16 5 16C9 16 10 12 10 8C10 4 9 0 5 0Z',
  '1': 'M2 3L6 0V16M2 16H10',
  '2': 'M0 4C0 1 3 0 5 0C8 0 10 2 10 5C10 9 3 11 0 16H10',
  '3': 'M0 2C2 0 9 -1 9 4C9 7 6 8 4 8C7 8 10 9 10 12C10 17 2 17 0 14',
  '4': 'M7 16V0L0 11H10',
  '5': 'M9 0H1V7C4 5 10 6 10 11C10 16 3 17 0 14',
  '6': 'M8 0C3 2 0 7 0 11C0 14 2 16 5 16C8 16 10 14 10 11C10 8 8 7 5 7C3 7 1 8 0 10',
  '7': 'M0 0H10L4 16',
  '8': 'M5 0C2 0 1 2 1 4C1 8 9 8 9 12C9 15 7 16 5 16C3 16 1 15 1 12C1 8 9 8 9 4C9 2 8 0 5 0Z',
  '9': 'M2 16C7 14 10 9 10 5C10 2 8 0 5 0C2 0 0 2 0 5C0 8 2 9 5 9C7 9 9 8 10 6',
}
const [WIDTH, HEIGHT] = [200, 72]

const between = (least: number, most: number): number => least + (randomInt(1000) / 1000) * (most - least)
const line = (): string => {
  const [y1, y2] = [between(5, HEIGHT - 5), between(5, HEIGHT - 5)]
  return `<path d="M0 ${y1}C60 ${between(0, HEIGHT)} 140 ${between(0, HEIGHT)} ${WIDTH} ${y2}" stroke-width="${between(1, 2.2)}"/>`
}

/** The digits as a picture in a data URL, each somewhat turned, bent and moved, with lines across. */
export async function drawCode(code: string): Promise<string> {
  const digits = Array.from(code, (digit, index) => {
    const [x, y, scale] = [24 + index * 42 + between(-4, 4), 12 + between(-5, 5), between(2.3, 2.8)]
    const bend = `rotate(${between(-16, 16)} 5 8) skewX(${between(-14, 14)})`
    return `<path d="${strokes[digit] ?? ''}" transform="translate(${x} ${y}) scale(${scale}) ${bend}" stroke-width="${between(1.2, 1.8)}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#f5f2ee"/>
    <g fill="none" stroke="#4a4038" stroke-linecap="round" stroke-linejoin="round">${digits.join('')}</g>
    <g fill="none" stroke="#9a8e80">${[line(), line(), line(), line()].join('')}</g></svg>`
  return `data:image/png;base64,${(await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer()).toString('base64')}`
}
