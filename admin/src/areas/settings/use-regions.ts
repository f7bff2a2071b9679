import { useQueries, useQuery } from '@tanstack/react-query'
import { shopApi } from '../../api/api.ts'

export interface Region {
  code: string
  name: string
}

export const provinceOf = (code: string): string => `${code.slice(0, 2)}0000`
const never = Number.POSITIVE_INFINITY
const childrenOf = (parent: string) => ({
  queryKey: ['listRegions', parent],
  queryFn: () => shopApi.listRegions({ parent }),
  staleTime: never,
})

export function useProvinces(): Region[] {
  return useQuery({ queryKey: ['listRegions'], queryFn: () => shopApi.listRegions({}), staleTime: never }).data?.items ?? []
}

/** The cities of these provinces, as far as they have been read. */
export function useCities(provinces: readonly string[]): Map<string, Region[]> {
  const codes = [...new Set(provinces)]
  return useQueries({
    queries: codes.map(childrenOf),
    combine: (results) => new Map(codes.flatMap((code, index) => (results[index]?.data ? [[code, results[index].data.items]] : []))),
  })
}

/** Names of provinces and cities by code. */
export function useRegionNames(codes: readonly string[]): Map<string, string> {
  const provinces = useProvinces()
  const cities = useCities(codes.filter((code) => !code.endsWith('0000')).map(provinceOf))
  return new Map([...provinces, ...[...cities.values()].flat()].map((region) => [region.code, region.name]))
}
