/**
 * The look of Puzi, in one place: both clients take their colours, sizes and timings from here.
 * `tools/design.ts` writes them as CSS variables (`tokens.scss`).
 *
 * Contrast (WCAG 2.2 AA) decided some of these: white text on `accent` is 3.4:1, enough for pictures and large figures only, so
 * buttons and prices use `accentStrong` (4.5:1 on white), and text on `accentSoft` uses `accentDeep` (5.4:1).
 */
export const light = {
  accent: '#F5552D',
  accentStrong: '#D93E10',
  accentDeep: '#B8330C',
  accentSoft: '#FFF1EC',
  onAccent: '#FFFFFF',
  ground: '#FAF6F2',
  card: '#FFFFFF',
  sunken: '#F5F0EB',
  line: '#EFE8E1',
  ink: '#2B2420',
  ink2: '#6B615A',
  ink3: '#766B64',
  price: '#D93E10',
  good: '#1F7A4D',
  goodSoft: '#E9F6EF',
  warn: '#8F5A00',
  warnSoft: '#FFF5DF',
  bad: '#C22A22',
  star: '#F2A31B',
  mask: 'rgba(32, 24, 20, 0.52)',
  toast: 'rgba(43, 36, 32, 0.92)',
} as const

export const dark: Record<keyof typeof light, string> = {
  accent: '#FF6A43',
  accentStrong: '#D93E10',
  accentDeep: '#FFA283',
  accentSoft: '#3A231B',
  onAccent: '#FFFFFF',
  ground: '#141110',
  card: '#201C1A',
  sunken: '#2A2522',
  line: '#37302C',
  ink: '#F3EDE7',
  ink2: '#BEB4AB',
  ink3: '#A2978E',
  price: '#FF8560',
  good: '#6CCB98',
  goodSoft: '#1C3327',
  warn: '#E9B95B',
  warnSoft: '#3A2E17',
  bad: '#FF8078',
  star: '#F2A31B',
  mask: 'rgba(0, 0, 0, 0.62)',
  toast: 'rgba(70, 62, 57, 0.96)',
}

/** In px at normal text size; the shopper's text setting multiplies them. */
export const fontSize = { small: 12, base: 14, title: 16, head: 20, hero: 28 } as const
export const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Hiragino Sans GB', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'Segoe UI', Roboto, sans-serif"
export const radius = { small: 6, card: 12, sheet: 16, pill: 999 } as const
export const touch = 44
export const shadow = { card: '0 1px 2px rgba(64, 40, 24, 0.04)', bar: '0 -1px 12px rgba(64, 40, 24, 0.07)' } as const
export const motion = { fastMs: 150, slowMs: 250, curve: 'cubic-bezier(0.2, 0.8, 0.2, 1)' } as const
/** The phone-wide column in which H5 is drawn on a large screen. */
export const columnWidth = 480
