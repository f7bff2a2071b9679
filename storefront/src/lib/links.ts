import { ROUTES, type RouteName } from '../routes'

export type Params = Record<string, string | number | undefined>

/** '?a=1&b=2'; what is empty is left out. */
export function queryOf(params: Params): string {
  const query = Object.entries(params)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
  return query.length ? `?${query.join('&')}` : ''
}

/** The address a page has on H5; `readLink` understands it on every target. */
export const shortAddress = (name: RouteName, params: Params = {}): string => `${ROUTES[name].alias}${queryOf(params)}`

/** The page a link leads to; see `follow` for what staff may type. */
export function readLink(link: string): { name: RouteName; params: Params } | undefined {
  const [kind, value] = link.includes(':') ? [link.slice(0, link.indexOf(':')), link.slice(link.indexOf(':') + 1)] : [link, '']
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
  const params = Object.fromEntries(entries.map(([key, value]) => [key, safeDecode(value)]))
  return { ...sceneParams(params['scene'] ?? ''), ...params }
}

/** What the code of a poster says in its 32 characters: who sells (`d`), and what the page is about (`id`) in 22 letters. */
function sceneParams(scene: string): Record<string, string> {
  const [, seller, packed] = /^d=([0-9A-Za-z]{8})([\w-]{22})$/.exec(scene) ?? []
  return seller && packed ? { d: seller, id: unpackId(packed) } : {}
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The id that was packed six bits a letter. */
function unpackId(packed: string): string {
  const bits = [...packed].map((letter) => DIGITS.indexOf(letter).toString(2).padStart(6, '0')).join('')
  const hex = (bits.slice(0, 128).match(/.{4}/g) ?? []).map((four) => parseInt(four, 2).toString(16)).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text // a lone % that somebody typed
    throw error
  }
}
