import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'

interface Chunk<T> {
  items: T[]
  nextCursor: string | null
}

/** An endless list of the API, with its items in one array. */
export function useEndless<C extends Chunk<unknown>>(
  key: readonly unknown[],
  load: (cursor: { cursor?: string }) => Promise<C>,
  enabled = true,
) {
  const pages = useInfiniteQuery<C, Error, InfiniteData<C>, readonly unknown[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam ? { cursor: pageParam } : {}),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    enabled,
  })
  const items: C['items'][number][] = pages.data?.pages.flatMap((page) => page.items) ?? []
  return { pages, items, first: pages.data?.pages[0] }
}
