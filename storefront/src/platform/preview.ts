import Taro from '@tarojs/taro'

/** Shows pictures over the whole screen, beginning with one of them. */
export function preview(urls: readonly string[], at: number): void {
  void Taro.previewImage({ current: urls[at] ?? '', urls: [...urls] })
}
