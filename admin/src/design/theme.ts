import { theme, type ThemeConfig } from 'antd'
// The storefront owns the look of the product; the console takes the same values.
import { dark, fontFamily, light, radius } from '../../../storefront/src/design/tokens.ts'

export type Mode = 'light' | 'dark'

/** Series colours of charts, told apart also by people who do not see red from green. */
const chart = { light: ['#F5552D', '#2F6F8F', '#C98A12', '#6B8E4E'], dark: ['#FF7F57', '#6FB2D2', '#F0C05A', '#9CC07A'] } as const

export interface Palette extends Record<keyof typeof light, string> {
  /** Accent as text or thin lines: at least 4.5:1 on cards, on the ground and on `accentSoft`. */
  accentText: string
  info: string
  infoSoft: string
  badSoft: string
  chart: readonly string[]
}

const palettes: Record<Mode, Palette> = {
  light: { ...light, accentText: light.accentDeep, info: '#2563A8', infoSoft: '#EAF2FB', badSoft: '#FDEEEC', chart: chart.light },
  dark: { ...dark, accentText: dark.accentDeep, info: '#7BB4F0', infoSoft: '#1A2939', badSoft: '#3A1E1C', chart: chart.dark },
}
export const paletteOf = (mode: Mode): Palette => palettes[mode]

/** The antd theme of one mode. */
export function themeOf(mode: Mode): ThemeConfig {
  const colour = paletteOf(mode)
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: `puzi-${mode}` },
    token: {
      colorPrimary: mode === 'dark' ? colour.accent : colour.accentStrong,
      colorLink: colour.accentText,
      colorSuccess: colour.good,
      colorWarning: colour.warn,
      colorError: colour.bad,
      colorInfo: colour.info,
      // antd would mix these from the dark text colours and end in grey.
      ...softOf('Success', colour.goodSoft, colour.good),
      ...softOf('Warning', colour.warnSoft, colour.warn),
      ...softOf('Error', colour.badSoft, colour.bad),
      ...softOf('Info', colour.infoSoft, colour.info),
      colorBgLayout: colour.ground,
      colorBgContainer: colour.card,
      colorBgElevated: mode === 'dark' ? colour.sunken : colour.card,
      colorText: colour.ink,
      colorTextSecondary: colour.ink2,
      colorTextTertiary: colour.ink3,
      colorTextDescription: colour.ink2,
      colorTextPlaceholder: colour.ink3,
      colorBorder: mode === 'dark' ? '#4C443E' : '#DDD3CA',
      colorBorderSecondary: colour.line,
      borderRadius: 8,
      borderRadiusLG: radius.card,
      fontFamily,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
    },
    components: componentTokens(colour),
  }
}

const softOf = (name: string, ground: string, line: string) => ({
  [`color${name}Bg`]: ground,
  [`color${name}BgHover`]: ground,
  [`color${name}Border`]: `color-mix(in srgb, ${line} 28%, transparent)`,
})

function componentTokens(colour: Palette): NonNullable<ThemeConfig['components']> {
  return {
    // White on this reaches 4.5:1 in both modes; the lighter accent of the dark mode would not.
    Button: {
      colorPrimary: colour.accentStrong,
      colorPrimaryHover: '#C2370E',
      colorPrimaryActive: '#A52E0B',
      primaryColor: colour.onAccent,
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 500,
    },
    Layout: { siderBg: colour.card, headerBg: colour.card, bodyBg: colour.ground, headerHeight: 56, headerPadding: '0 20px' },
    Menu: {
      itemBg: 'transparent',
      subMenuItemBg: 'transparent',
      itemColor: colour.ink,
      itemHoverBg: colour.sunken,
      itemSelectedBg: colour.accentSoft,
      itemSelectedColor: colour.accentText,
      itemHeight: 36,
      itemMarginInline: 12,
      groupTitleColor: colour.ink3,
      groupTitleFontSize: 12,
      activeBarBorderWidth: 0,
    },
    Table: {
      headerBg: 'transparent',
      headerColor: colour.ink2,
      headerSplitColor: 'transparent',
      rowHoverBg: colour.sunken,
      rowSelectedBg: colour.accentSoft,
      rowSelectedHoverBg: colour.accentSoft,
      cellPaddingBlock: 12,
      bodySortBg: 'transparent',
      headerSortActiveBg: 'transparent',
      headerSortHoverBg: colour.sunken,
    },
    Tabs: { itemSelectedColor: colour.accentText, itemHoverColor: colour.accentText, horizontalMargin: '0' },
    Segmented: { itemSelectedColor: colour.ink },
    Card: { headerFontSize: 15, headerHeight: 48 },
  }
}
