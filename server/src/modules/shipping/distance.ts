export interface Place {
  lng: number
  lat: number
}

const EARTH_METERS = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Along the surface, both places in one system of coordinates (GCJ-02). */
export function metersBetween(one: Place, other: Place): number {
  const [lat, lng] = [radians(other.lat - one.lat), radians(other.lng - one.lng)]
  const half = Math.sin(lat / 2) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(lng / 2) ** 2
  return Math.round(2 * EARTH_METERS * Math.asin(Math.min(1, Math.sqrt(half))))
}

/** The fee of the nearest ring the place lies in; nothing beyond the last one. */
export function feeFor(fees: readonly { withinMeters: number; feeFen: number }[], meters: number): number | undefined {
  return fees.toSorted((one, other) => one.withinMeters - other.withinMeters).find((ring) => meters <= ring.withinMeters)?.feeFen
}
