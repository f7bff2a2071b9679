import type { Group, ProductDetail } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { GroupSheet, type GroupWish } from '@/features/group-buy/GroupSheet'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useShown } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import './index.scss'

/** A group as its link shows it: who is in, how long it waits, and what one can do. */
export default function GroupPage() {
  const { id = '' } = useParams()
  const shown = useShown()
  const query = useQuery({ queryKey: ['group-buy', 'group', id], queryFn: () => shop.getGroup({ id }), refetchInterval: shown && 10_000 })
  const group = query.data
  const client = useQueryClient()
  const state = group?.state
  // When it has ended, one's own order has gone on or is on its way back.
  useEffect(() => {
    if (state && state !== 'open') void client.invalidateQueries({ queryKey: ['orders'] })
  }, [state, client])
  const title = group ? t('group.shareTitle', { title: group.product.title }) : t('group.title')
  const onShare = useShare({ kind: 'group-buy', targetId: group?.campaignId, joinId: id, title, route: 'group', params: { id } })
  if (!group) {
    const gone = isCode(query.error, 'group_not_found')
    return (
      <Page title={t('group.title')}>
        {query.isPending ? <RowsSkeleton /> : null}
        {gone ? <Empty icon="user" text={t('group.gone')} action={t('group.list')} onAction={() => go('groupBuys')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  return <Detail group={group} onShare={onShare} onOver={() => void query.refetch()} />
}

function Detail({ group, onShare, onOver }: { group: Group; onShare: () => Promise<void>; onOver: () => void }) {
  const [wish, setWish] = useState<GroupWish | null>(null)
  const { product, offer } = group
  const detail = useQuery({
    queryKey: ['product', product.id],
    queryFn: () => shop.getProduct({ id: product.id }),
    enabled: offer !== null,
  })
  const left = group.size - group.paid
  return (
    <Page title={t('group.title')} foot={<Foot group={group} onShare={onShare} product={detail.data} onWish={setWish} />}>
      <Card>
        <Tap className="group-goods" testId="group-goods" onTap={() => go('product', { id: product.id })}>
          <Box className="group-goods__picture">
            <Img picture={product.picture} alt="" width={88} />
          </Box>
          <Box className="group-goods__main">
            <Box className="group-goods__title">{product.title}</Box>
            <Box className="group-goods__price">
              <Price fen={group.priceFen} size="large" />
              <Price fen={product.listPriceFen} old />
            </Box>
          </Box>
          <Icon name="forward" size={16} />
        </Tap>
      </Card>
      <Card className="group-state">
        <Box className="group-state__name" testId="group-state">
          {group.state === 'open' ? t('group.leftBig', { count: left }) : t(`group.state.${group.state}`)}
        </Box>
        {group.state === 'open' ? (
          <Box className="group-state__time">
            {t('group.timeLeft')} <Countdown until={group.deadline} onOver={onOver} className="group-state__clock" />
          </Box>
        ) : (
          <Box className="group-state__time">{t(`group.hint.${group.state}`)}</Box>
        )}
        <Seats group={group} />
      </Card>
      {offer && detail.data ? <GroupSheet offer={offer} product={detail.data} wish={wish} onClose={() => setWish(null)} /> : null}
    </Page>
  )
}

const MOST_SEATS = 20

function Seats({ group }: { group: Group }) {
  const free = group.state === 'open' ? group.size - group.paid : 0
  const shown = Math.min(free, Math.max(0, MOST_SEATS - group.seats.length))
  return (
    <Box className="group-seats" testId="group-seats">
      {group.seats.map((seat, index) => (
        <Box key={index} className="group-seat">
          <Box className="group-seat__face">
            <Img picture={seat.avatar} alt="" width={48} round />
          </Box>
          <Text className="group-seat__name">{seat.leader ? t('group.leader') : seat.nickname}</Text>
        </Box>
      ))}
      {Array.from({ length: shown }, (_, index) => (
        <Box key={`free-${index}`} className="group-seat">
          <Box className="group-seat__free">?</Box>
          <Text className="group-seat__name">{t('group.freeSeat')}</Text>
        </Box>
      ))}
    </Box>
  )
}

interface FootProps {
  group: Group
  onShare: () => Promise<void>
  product: ProductDetail | undefined
  onWish: (wish: GroupWish) => void
}

function Foot({ group, onShare, product, onWish }: FootProps) {
  const { mine, state, offer } = group
  if (mine && state === 'open') {
    return (
      <Button block size="large" icon="share" testId="group-invite" onTap={onShare}>
        {t('group.invite')}
      </Button>
    )
  }
  if (mine) {
    return (
      <Button block size="large" testId="group-order" onTap={() => go('order', { id: mine.orderId })}>
        {t('group.toOrder')}
      </Button>
    )
  }
  if (!offer) {
    return (
      <Button block size="large" kind="soft" onTap={() => go('groupBuys')}>
        {t('group.others')}
      </Button>
    )
  }
  return state === 'open' ? (
    <Button
      block
      size="large"
      testId="group-join"
      disabled={!product}
      onTap={() => onWish({ kind: 'join', groupId: group.id, size: group.size })}
    >
      {t('group.joinNow')}
    </Button>
  ) : (
    <Button block size="large" testId="group-open" disabled={!product} onTap={() => onWish({ kind: 'open', size: group.size })}>
      {t('group.open')}
    </Button>
  )
}
