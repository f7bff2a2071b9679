import { useQuery, useQueryClient } from '@tanstack/react-query'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { EndingStrip } from '@/features/coupon/EndingStrip'
import { FlashStrip } from '@/features/flash/FlashStrip'
import { PlayGrid } from '@/features/plays/PlayGrid'
import { Waterfall } from '@/features/product/ProductCard'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { SectionHead } from '@/kit/SectionHead'
import { SearchLink } from '@/kit/SearchBox'
import { Bone, CardsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Block } from './blocks'
import './index.scss'

export default function HomePage() {
  const client = useQueryClient()
  const home = useQuery({ queryKey: ['home'], queryFn: () => shop.getHome() })
  const config = useQuery({ queryKey: ['config'], queryFn: () => shop.getStorefrontConfig(), staleTime: Infinity })
  const hot = useQuery({ queryKey: ['hot-words'], queryFn: () => shop.hotWords() })
  const { pages, items } = useEndless(['recommended', 'best'], (cursor) => shop.listRecommended({ ...cursor, limit: 20 }))
  useShare({ kind: 'home', targetId: null, title: t('app.slogan'), route: 'home' })
  usePullDownRefresh(() => void client.invalidateQueries({ queryKey: ['home'] }).finally(() => Taro.stopPullDownRefresh()))

  const blocks = home.data?.blocks ?? []
  const recommended = blocks.find((block) => block.kind === 'recommended')
  return (
    <Page title={config.data?.name ?? t('app.name')} tab="home" bar="none" className="home">
      <Box className="home__head">
        <Text className="home__name">{config.data?.name ?? t('app.name')}</Text>
        <SearchLink hint={hot.data?.items[0]} />
      </Box>
      <EndingStrip link />
      <FlashStrip />
      <PlayGrid home />
      {home.isPending ? <BlocksSkeleton /> : null}
      {home.isError ? <ErrorState error={home.error} onRetry={home.refetch} /> : null}
      {blocks.map((block, at) => (
        <Block key={`${block.kind}-${at}`} block={block} />
      ))}
      {home.isPending ? null : <SectionHead title={recommended?.kind === 'recommended' ? recommended.title : t('home.recommended')} />}
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<CardsSkeleton />}
        empty={<Empty icon="boxOpen" text={t('home.empty')} action={t('common.retry')} onAction={pages.refetch} />}
      >
        <Waterfall products={items} />
      </InfiniteList>
    </Page>
  )
}

function BlocksSkeleton() {
  return (
    <Box className="home__bones" hidden>
      <Bone height={160} className="home__bone" />
      <Box className="home__bone-row">
        {[0, 1, 2, 3, 4].map((at) => (
          <Bone key={at} width="48px" height={48} round />
        ))}
      </Box>
      <Bone height={520} className="home__bone" />
    </Box>
  )
}
