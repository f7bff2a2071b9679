import { toGcj02 } from '@/lib/gcj02'

export interface Spot {
  lng: number
  lat: number
  /** What stands there, when the platform says so. */
  name: string
}

/** A browser has no map of its own: it says where the person is. */
export const hasMap = false

/** Where the person is; nothing when they would rather not say, or nobody knows. */
export function chooseSpot(_near?: { lng: number; lat: number }): Promise<Spot | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ ...toGcj02(coords.longitude, coords.latitude), name: '' }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 10_000 },
    )
  })
}

/** Shows a place on a map, from where one can be led there. */
export function openSpot({ lng, lat, name }: Spot & { address: string }): void {
  window.open(`https://uri.amap.com/marker?position=${lng},${lat}&name=${encodeURIComponent(name)}`, '_blank', 'noopener')
}

export function call(phone: string): void {
  window.location.assign(`tel:${phone}`)
}
