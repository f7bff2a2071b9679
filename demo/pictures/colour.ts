export type Rgb = readonly [number, number, number]

export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export function hex([r, g, b]: Rgb): string {
  return `#${[r, g, b]
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

/** Between two colours: 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [rgb(from), rgb(to)]
  return hex([0, 1, 2].map((index) => (a[index] ?? 0) + ((b[index] ?? 0) - (a[index] ?? 0)) * share) as unknown as Rgb) // three parts in, three out
}

export const lighter = (colour: string, share: number): string => mix(colour, '#ffffff', share)
export const darker = (colour: string, share: number): string => mix(colour, '#1d1b2e', share)

/** What merchants call colours. A name that is not here is not a colour that can be shown. */
export const colours: Readonly<Record<string, string>> = {
  雾霾蓝: '#86a3bd',
  玫瑰粉: '#eba3b3',
  墨绿: '#2f6b57',
  香槟金: '#d9bd8b',
  酒红: '#8e2a43',
  黑色: '#34333d',
  燕麦白: '#efe6d5',
  藏青: '#2f416d',
  砖红: '#b8573f',
  炭黑: '#45464f',
  驼色: '#c39a6a',
  抹茶绿: '#a8c286',
  卡其: '#c2ae84',
  原色蓝: '#3c5f97',
  橘红: '#f2703d',
  棕色: '#8a5a3c',
  银色: '#c9ccd4',
  原木色: '#d8b07c',
  胡桃色: '#7d5236',
  象牙白: '#f6e3cf',
  自然色: '#ebc9a6',
  小麦色: '#d3a273',
  暖杏色: '#f0cfae',
  正红色: '#d3263c',
  豆沙色: '#c07068',
  车厘子色: '#9c1f3f',
  蜜桃色: '#f59a86',
  灰棕色: '#8d7b70',
  深棕色: '#5b4034',
  古铜: '#a5774a',
}
