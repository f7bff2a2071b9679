import Taro from '@tarojs/taro'
import { ROUTES, type RouteName, TAB_NAMES } from '@/routes'

export type Params = Record<string, string | number | undefined>

function queryOf(params: Params): string {
  const query = Object.entries(params)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
  return query.length ? `?${query.join('&')}` : ''
}

const address = (name: RouteName, params: Params = {}) => `/${ROUTES[name].path}${queryOf(params)}`

/** The address a page has on H5; `readLink` understands it on every target. */
export const shortAddress = (name: RouteName, params: Params = {}): string => `${ROUTES[name].alias}${queryOf(params)}`

const isTab = (name: RouteName) => TAB_NAMES.some((tab) => tab === name)
/** Mini programs refuse an eleventh page; from here on a page replaces the one in front. */
const DEEPEST = 9

/** Opens a page; a tab is switched to. */
export function go(name: RouteName, params?: Params): void {
  const url = address(name, params)
  if (isTab(name)) void Taro.switchTab({ url })
  else if (Taro.getCurrentPages().length >= DEEPEST) void Taro.redirectTo({ url })
  else void Taro.navigateTo({ url })
}

/** Opens a page in place of this one, so that "back" skips this one. */
export function replace(name: RouteName, params?: Params): void {
  const url = address(name, params)
  if (isTab(name)) void Taro.switchTab({ url })
  else void Taro.redirectTo({ url })
}

/** To the page before, or home when this is the first. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: address('home') })
}

/** Follows a link that staff typed into a block: `product:ID`, `category:ID`, `shop:ID`, `search:WORDS`, `coupons`, or an H5 path. */
export function follow(link: string): void {
  const target = readLink(link)
  if (target) go(target.name, target.params)
}

export function readLink(link: string): { name: RouteName; params: Params } | undefined {
  const [kind = '', value = ''] = link.includes(':') ? [link.slice(0, link.indexOf(':')), link.slice(link.indexOf(':') + 1)] : [link, '']
  if (kind === 'product') return { name: 'product', params: { id: value } }
  if (kind === 'category') return { name: 'results', params: { categoryId: value } }
  if (kind === 'shop') return { name: 'shop', params: { id: value } }
  if (kind === 'search') return { name: 'results', params: { text: value } }
  if (kind === 'coupons') return { name: 'couponCentre', params: {} }
  const [path = '', query = ''] = link.split('?')
  const found = (Object.keys(ROUTES) as RouteName[]).find((name) => ROUTES[name].alias === path)
  if (!found) return undefined
  return { name: found, params: Object.fromEntries(query.split('&').filter(Boolean).map(pair)) }
}

function pair(text: string): [string, string] {
  const [key = '', value = ''] = text.split('=')
  return [decodeURIComponent(key), decodeURIComponent(value)]
}

/** The parameters of this page, decoded. */
export function pageParams(raw: Partial<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries.map(([key, value]) => [key, safeDecode(value)]))
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text // a lone % that somebody typed
    throw error
  }
}
