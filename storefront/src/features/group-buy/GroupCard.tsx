import type { OpenGroup, ProductDetail } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { Tag } from '@/kit/Tag'
import { go } from '@/lib/navigate'
import { GroupSheet, type GroupWish } from './GroupSheet'
import './group-buy.scss'

/** On the page of a product: what it costs in a group, groups that wait for one more, and opening one’s own. */
export function GroupCard({ product }: { product: ProductDetail }) {
  const client = useQueryClient()
  const [wish, setWish] = useState<GroupWish | null>(null)
  const key = ['group-buy', 'product', product.id]
  const { data } = useQuery({ queryKey: key, queryFn: () => shop.getProductGroupBuy({ id: product.id }) })
  const offer = data?.offer
  if (!offer || product.state !== 'on_sale') return null
  const sizes = [...new Set(offer.prices.map((one) => one.size))]
  const size = sizes[0] ?? 2
  const [fullest] = offer.groups
  const fromFen = Math.min(...offer.prices.map((one) => one.priceFen))
  return (
    <Card className="group-card" testId="group-card">
      <Box className="group-card__head">
        <Tag>{t('group.tag')}</Tag>
        <Price fen={fromFen} size="large" from={offer.prices.length > 1 ? t('product.from') : undefined} />
        <Text className="group-card__sizes">{sizes.map((one) => t('group.sizeOf', { size: one })).join(' · ')}</Text>
        {offer.newOnly === 'nobody' ? null : <Tag tone="line">{t(`group.new.${offer.newOnly}`)}</Tag>}
      </Box>
      <Box className="group-card__note">{t('group.how', { hours: offer.hours })}</Box>
      {offer.groups.slice(0, 3).map((group) => (
        <Row
          key={group.id}
          group={group}
          onOver={() => void client.invalidateQueries({ queryKey: key })}
          onJoin={() => setWish({ kind: 'join', groupId: group.id, size: group.size })}
        />
      ))}
      {offer.openCount > 3 ? <Box className="group-card__note">{t('group.openCount', { count: offer.openCount })}</Box> : null}
      <Box className="group-card__foot">
        {fullest ? (
          <Button block kind="soft" testId="group-any" onTap={() => setWish({ kind: 'any', size: fullest.size })}>
            {t('group.any')}
          </Button>
        ) : null}
        <Button block testId="group-open" onTap={() => setWish({ kind: 'open', size })}>
          {t('group.open')}
        </Button>
      </Box>
      <GroupSheet offer={offer} product={product} wish={wish} onClose={() => setWish(null)} />
    </Card>
  )
}

function Row({ group, onOver, onJoin }: { group: OpenGroup; onOver: () => void; onJoin: () => void }) {
  return (
    <Box className="group-card__row" testId="open-group">
      <Tap className="group-card__who" onTap={() => go('group', { id: group.id })}>
        <Box className="group-card__face">
          <Img picture={group.leader.avatar} alt="" width={36} round />
        </Box>
        <Box className="group-card__main">
          <Box className="group-card__name">{t('group.leaderOf', { name: group.leader.nickname, size: group.size })}</Box>
          <Box className="group-card__left">
            <Text>{t('group.left', { count: group.left })}</Text> · {t('group.timeShort')}{' '}
            <Countdown until={group.deadline} onOver={onOver} />
          </Box>
        </Box>
      </Tap>
      <Button size="small" testId="group-join" onTap={onJoin}>
        {t('group.join')}
      </Button>
    </Box>
  )
}
