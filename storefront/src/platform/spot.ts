import Taro from '@tarojs/taro'

export interface Spot {
  lng: number
  lat: number
  /** What stands there, when the platform says so. */
  name: string
}

/** The platform lets a person choose on a map (GCJ-02). */
export const hasMap = true

/** The place a person chose on the map; nothing when they turned back. */
export async function chooseSpot(near?: { lng: number; lat: number }): Promise<Spot | undefined> {
  try {
    const { longitude, latitude, name } = await Taro.chooseLocation(near ? { longitude: near.lng, latitude: near.lat } : {})
    return { lng: Number(longitude), lat: Number(latitude), name }
  } catch (error) {
    // Turning back and not allowing it are no failure.
    if (/cancel|deny|auth/.test(JSON.stringify(error))) return undefined
    throw error
  }
}

/** Shows a place on the platform's map, from where one can be led there. */
export function openSpot({ lng, lat, name, address }: Spot & { address: string }): void {
  void Taro.openLocation({ longitude: lng, latitude: lat, name, address, scale: 16 })
}

export function call(phone: string): void {
  void Taro.makePhoneCall({ phoneNumber: phone })
}
