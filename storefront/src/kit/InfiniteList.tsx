import { useReachBottom } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { t } from '@/i18n'
import { Box } from './base'
import { Button } from './Button'
import { ErrorState, ListEnd } from './States'

/** The part of TanStack's infinite query that a list needs. */
interface Pages {
  isPending: boolean
  isError: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage: () => Promise<unknown>
  refetch: () => Promise<unknown>
}

interface Props {
  pages: Pages
  count: number
  skeleton: ReactNode
  empty: ReactNode
  children: ReactNode
  end?: string
}

/** A list that goes on as one scrolls, with its skeleton, empty, error and end states. */
export function InfiniteList({ pages, count, skeleton, empty, children, end }: Props) {
  const more = () => pages.fetchNextPage()
  useReachBottom(() => {
    if (pages.hasNextPage && !pages.isFetchingNextPage && !pages.isFetchNextPageError) void more()
  })
  if (pages.isPending) return <>{skeleton}</>
  if (pages.isError && count === 0) return <ErrorState error={pages.error} onRetry={pages.refetch} />
  if (count === 0) return <>{empty}</>
  return (
    <>
      {children}
      {pages.hasNextPage ? (
        <Box className="list-more">
          <Button kind="quiet" size="small" waiting={pages.isFetchingNextPage} onTap={more}>
            {pages.isFetchNextPageError ? t('common.retry') : t('common.loadMore')}
          </Button>
        </Box>
      ) : (
        <ListEnd {...(end ? { text: end } : {})} />
      )}
    </>
  )
}
