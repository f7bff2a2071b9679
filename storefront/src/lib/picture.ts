/** What is needed to show a picture: the server keeps it as WebP at three widths. */
export interface Sized {
  url: string
  width: number
  height: number
  colour: string
}

const WIDTHS = [240, 480, 960] as const

/**
 * The file for a picture drawn `cssWidth` px wide. Screens of two and more device pixels get twice that, not three times: nobody
 * sees the difference on a photo, and it halves the bytes.
 */
export function pictureUrl(picture: Pick<Sized, 'url'>, cssWidth: number): string {
  const wanted = cssWidth * 1.8
  const width = WIDTHS.find((one) => one >= wanted) ?? WIDTHS[2]
  return `${API_BASE}${picture.url}-${width}.webp`
}
