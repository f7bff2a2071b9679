const HALF_AXIS = 6_378_245
const FLAT = 0.006_693_421_622_965_943
const wave = (x: number): number => Math.sin(x * Math.PI) * 20 + Math.sin((x / 3) * Math.PI) * 40

/** GPS speaks WGS-84, maps of China GCJ-02: within the country they lie some hundred metres apart. */
export function toGcj02(lng: number, lat: number): { lng: number; lat: number } {
  if (lng < 72 || lng > 138 || lat < 0.8 || lat > 56) return { lng, lat }
  const [x, y] = [lng - 105, lat - 35]
  const ripple = ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ripple +
    (wave(y) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ripple +
    (wave(x) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  const bent = 1 - FLAT * Math.sin((lat * Math.PI) / 180) ** 2
  const across = (HALF_AXIS / Math.sqrt(bent)) * Math.cos((lat * Math.PI) / 180) * Math.PI
  const along = ((HALF_AXIS * (1 - FLAT)) / (bent * Math.sqrt(bent))) * Math.PI
  return { lng: lng + (east * 180) / across, lat: lat + (north * 180) / along }
}
