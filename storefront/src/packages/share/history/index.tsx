import type { MyShare } from '@puzi/shop-client'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { placeOf } from '@/features/share/place'
import { t, tOr } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import '../share.scss'

/** What one has passed on, and who came by it. */
export default function ShareHistoryPage() {
  const { pages, items } = useEndless(['shares', 'mine'], (cursor) => shop.listMyShareLinks({ ...cursor, limit: 20 }))
  return (
    <Page title={t('share.history')}>
      <Card>
        <InfiniteList
          pages={pages}
          count={items.length}
          skeleton={<RowsSkeleton plain />}
          empty={<Empty icon="share" text={t('share.noHistory')} action={t('common.home')} onAction={() => go('home')} />}
        >
          {items.map((one) => (
            <Row key={one.code} share={one} />
          ))}
        </InfiniteList>
      </Card>
    </Page>
  )
}

function Row({ share }: { share: MyShare }) {
  const open = () => {
    const { route, params } = placeOf(share)
    go(route, params)
  }
  return (
    <Tap className="share-row" testId="my-share" onTap={open}>
      <Box className="share-row__main">
        <Box className="share-row__title">{share.title}</Box>
        <Box className="share-row__note">
          {tOr(`share.kind.${share.kind}`, t('share.kind.other'))} · {dateTime(share.createdAt)}
        </Box>
        <Box className="share-row__note">{t('share.counts', { visits: share.visits, came: share.came, joined: share.joined })}</Box>
      </Box>
      <Icon name="forward" size={16} />
    </Tap>
  )
}
