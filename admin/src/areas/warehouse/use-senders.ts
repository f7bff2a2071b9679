import { useQuery } from '@tanstack/react-query'
import { type Input, type Reply, shopApi } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'

type Location = Reply<'listLocations'>['items'][number]
type Sender = NonNullable<Input<'bookCourierPickup'>['sender']>

/** Province, city and district of a code, by name; nothing when one of them is not known. */
async function namesOf(code: string): Promise<string[] | undefined> {
  const steps = [undefined, `${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`]
  const wanted = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]
  const names: string[] = []
  for (const [index, parent] of steps.entries()) {
    const { items } = await shopApi.listRegions(parent ? { parent } : {})
    const found = items.find((region) => region.code === wanted[index])
    if (!found) return undefined
    names.push(found.name)
  }
  return names
}

/** The shop's locations that say where they lie and how to reach them. */
export function usePickupPlaces(): Location[] {
  const locations = useRead('listLocations', undefined, { enabled: useCan()('inventory.read') })
  return (locations.data?.items ?? []).filter(
    ({ open, districtCode, detail, phone }) => open && districtCode && detail && phone.length >= 5,
  )
}

/** From where a courier fetches what lies at a location. */
export function usePlaceSender(place: Location | undefined): Sender | undefined {
  const names = useQuery({
    queryKey: ['regionNames', place?.districtCode],
    queryFn: () => namesOf(place?.districtCode ?? '').then((found) => found ?? null),
    enabled: place !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [province, city, district] = names.data ?? []
  if (!place || !province || !city) return undefined
  return { name: place.name, phone: place.phone, province, city, district: district ?? '', detail: place.detail }
}
