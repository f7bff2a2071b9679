import type { OpenRedPacketCampaign } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { money, shortMoney } from '@/lib/money'
import { date } from '@/lib/time'
import '@/features/assets/entry-row.scss'

/** Red packets one has, and those one can still have. */
export default function RedPacketsPage() {
  const campaigns = useQuery({ queryKey: ['red-packets', 'open'], queryFn: () => shop.listOpenRedPackets() })
  const { pages, items, first } = useEndless(['red-packets', 'mine'], (cursor) => shop.listRedPackets({ ...cursor, limit: 20 }))
  return (
    <Page title={t('redPacket.title')}>
      {first ? (
        <Card className="purse" testId="red-packets">
          <Box className="purse__name">{t('redPacket.available')}</Box>
          <Price fen={first.availableFen} size="hero" plain />
          <Box className="purse__note">{t('redPacket.how')}</Box>
        </Card>
      ) : null}
      {campaigns.data && campaigns.data.items.length > 0 ? (
        <Card flush>
          {campaigns.data.items.map((one) => (
            <Cell
              key={one.id}
              icon="gift"
              title={one.title}
              note={one.minFen === one.maxFen ? money(one.minFen) : t('redPacket.upTo', { amount: shortMoney(one.maxFen) })}
              value={<Claim campaign={one} />}
            />
          ))}
        </Card>
      ) : null}
      <Card>
        <InfiniteList
          pages={pages}
          count={items.length}
          skeleton={<RowsSkeleton plain />}
          empty={<Empty icon="gift" text={t('redPacket.empty')} />}
        >
          {items.map((packet) => (
            <Box key={packet.id} className="entry" testId="red-packet">
              <Box className="entry__main">
                <Box className="entry__title">{packet.title}</Box>
                <Box className="entry__note">{t('coupon.until', { date: date(packet.expiresAt) })}</Box>
              </Box>
              <Box className="entry__end">
                <Text className={packet.state === 'usable' ? 'entry__change entry__change--plus' : 'entry__change'}>
                  {money(packet.amountFen)}
                </Text>
                <Box className="entry__note">
                  {packet.state === 'usable' ? t('wallet.left', { amount: money(packet.leftFen) }) : t(`coupon.${packet.state}`)}
                </Box>
              </Box>
            </Box>
          ))}
        </InfiniteList>
      </Card>
    </Page>
  )
}

function Claim({ campaign }: { campaign: OpenRedPacketCampaign }) {
  const client = useQueryClient()
  const claim = async () => {
    const { amountFen } = await shop.claimRedPacket({ id: campaign.id })
    toast(t('redPacket.got', { amount: money(amountFen) }), 'good')
    await client.invalidateQueries({ queryKey: ['red-packets'] })
    await client.invalidateQueries({ queryKey: ['quote'] })
  }
  return (
    <Button size="small" testId="claim-red-packet" disabled={campaign.left === 0} onTap={claim}>
      {campaign.left > 0 ? t('redPacket.claim') : t('coupon.have')}
    </Button>
  )
}
