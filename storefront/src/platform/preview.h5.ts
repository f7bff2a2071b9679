import { useOverlays } from '@/kit/overlays-store'

/** Shows pictures over the whole screen, beginning with one of them. */
export function preview(urls: readonly string[], at: number): void {
  useOverlays.setState({ viewer: { urls, at } })
}
