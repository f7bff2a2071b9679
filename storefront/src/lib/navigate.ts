import Taro from '@tarojs/taro'
import { ROUTES, type RouteName, TAB_NAMES } from '@/routes'
import { type Params, queryOf, readLink } from './links'

const address = (name: RouteName, params: Params = {}) => `/${ROUTES[name].path}${queryOf(params)}`

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
