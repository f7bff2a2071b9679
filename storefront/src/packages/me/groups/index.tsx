import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Card, Cell } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { go } from '@/lib/navigate'

/** Groups one is or was in. */
export default function MyGroupsPage() {
  const { pages, items } = useEndless(['group-buy', 'mine'], (cursor) => shop.listMyGroups({ ...cursor, limit: 20 }))
  return (
    <Page title={t('group.mine')}>
      <Card flush>
        <Cell icon="user" title={t('group.all')} testId="to-group-buys" onTap={() => go('groupBuys')} />
      </Card>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton plain />}
        empty={<Empty icon="user" text={t('group.mineEmpty')} action={t('group.list')} onAction={() => go('groupBuys')} />}
      >
        <Card flush>
          {items.map((one) => (
            <Cell
              key={one.orderId}
              testId="my-group"
              title={one.productTitle}
              note={t('group.paidOf', { paid: one.paid, size: one.size })}
              value={t(`group.state.${one.state}`)}
              onTap={() => go('group', { id: one.groupId })}
            />
          ))}
        </Card>
      </InfiniteList>
    </Page>
  )
}
