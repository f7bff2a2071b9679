import type { CommunityLeaderBatch } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { dayName } from '@/features/delivery/words'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Stepper } from '@/kit/Stepper'
import { Tag } from '@/kit/Tag'
import { confirm, toast } from '@/kit/overlays-store'

/** What comes, batch by batch; counted once when it is there. */
export function Arrivals({ leaderId }: { leaderId: string }) {
  const batches = useQuery({
    queryKey: ['community', 'coming', leaderId],
    queryFn: () => shop.listLeaderBatches({ id: leaderId }),
    staleTime: 0,
  })
  if (batches.isPending) return <RowsSkeleton />
  if (batches.isError) return <ErrorState error={batches.error} onRetry={batches.refetch} />
  if (batches.data.items.length === 0) return <Empty icon="truck" text={t('community.nothingComes')} />
  return (
    <>
      {batches.data.items.map((batch) => (
        <BatchCard key={batch.id} batch={batch} leaderId={leaderId} />
      ))}
    </>
  )
}

function BatchCard({ batch, leaderId }: { batch: CommunityLeaderBatch; leaderId: string }) {
  const client = useQueryClient()
  const [counted, setCounted] = useState<Record<string, number>>({})
  const arrivedOf = (itemId: string, expected: number): number => counted[itemId] ?? expected
  const missing = batch.items.reduce((sum, { itemId, expected }) => sum + expected - arrivedOf(itemId, expected), 0)
  const tell = async () => {
    const sure = await confirm({
      title: t('community.sureArrived'),
      text: missing > 0 ? t('community.missingText', { count: missing }) : t('community.allHereText', { count: batch.orders }),
      ok: t('community.tellArrived'),
    })
    if (!sure) return
    const items = batch.items.map(({ itemId, expected }) => ({ itemId, arrived: arrivedOf(itemId, expected) }))
    await shop.confirmCommunityArrival({ id: leaderId, batchId: batch.id, items })
    toast(t('community.told'), 'good')
    await client.invalidateQueries({ queryKey: ['community'] })
  }
  const open = batch.closed && !batch.arrived
  return (
    <Card testId="leader-batch">
      <Box className="community-batch__head">
        <Box className="community-batch__title">{batch.title}</Box>
        <Tag tone={batch.arrived ? 'good' : batch.closed ? 'warn' : 'quiet'}>
          {t(batch.arrived ? 'community.isHere' : batch.closed ? 'community.isComing' : 'community.stillOpen')}
        </Tag>
      </Box>
      <Box className="community-note">{t('community.batchLine', { day: dayName(batch.deliveryDay), count: batch.orders })}</Box>
      {batch.items.map((item) => (
        <Box key={item.itemId} className="community-item">
          <Box className="community-item__picture community-item__picture--small">
            <Img picture={item.picture} alt="" width={56} />
          </Box>
          <Box className="community-main">
            <Box className="community-item__title">{[item.title, ...item.options].join(' ')}</Box>
            <Box className="community-note">{t('community.expected', { count: item.expected })}</Box>
          </Box>
          {open ? (
            <Stepper
              value={arrivedOf(item.itemId, item.expected)}
              min={0}
              max={item.expected}
              onChange={(value) => setCounted({ ...counted, [item.itemId]: value })}
              testId="arrived"
            />
          ) : item.arrived !== null ? (
            <Box className="community-note">{t('community.came', { count: item.arrived })}</Box>
          ) : null}
        </Box>
      ))}
      {open ? (
        <Button block testId="confirm-arrival" onTap={tell}>
          {missing > 0 ? t('community.confirmMissing', { count: missing }) : t('community.confirmArrived')}
        </Button>
      ) : null}
    </Card>
  )
}
