import Taro from '@tarojs/taro'

/** Longer than the slide of a page, see `animation` in app.config.ts. */
const SLIDE_MS = 300

/**
 * The router hides a page some 220 ms after another was opened over it, also when one has come back to it by then: it would stay
 * empty. For as long as that can happen after going back, the page in front is shown again at once.
 */
export function keepFrontPageShown(): void {
  window.addEventListener('popstate', () => {
    const until = performance.now() + SLIDE_MS
    const look = (): void => {
      const pages = Taro.getCurrentPages()
      const path = pages[pages.length - 1]?.path
      if (path) document.getElementById(path)?.classList.remove('taro_page_shade')
      if (performance.now() < until) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}
