import type { Quote } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Card, Cell } from '@/kit/Cell'
import { Switch } from '@/kit/Checkbox'
import { money } from '@/lib/money'

export interface AssetChoice {
  usePoints: boolean
  useRedPackets: boolean
}

/** What can pay a part beside money: points and red packets, each on or off. Without any there is nothing to see. */
export function AssetsCard({ quote, choice, onChoice }: { quote: Quote; choice: AssetChoice; onChoice: (choice: AssetChoice) => void }) {
  if (!quote.assets) return null
  const { points, redPackets } = quote.assets
  const pointsFen = quote.pointsFen || points.usableFen
  const redFen = quote.redPacketFen || redPackets.usableFen
  const showPoints = points.spending && (points.usableFen > 0 || choice.usePoints)
  const showRed = redPackets.availableFen > 0 || choice.useRedPackets
  if (!showPoints && !showRed) return null
  return (
    <Card flush testId="checkout-assets">
      {showPoints ? (
        <Cell
          icon="star"
          title={t('checkout.points', { count: pointsFen * points.perFen, amount: money(pointsFen) })}
          note={t('checkout.pointsNote', { count: points.available, share: String(points.capBps / 100) })}
          value={
            <Switch
              on={choice.usePoints}
              label={t('points.title')}
              testId="use-points"
              onChange={(usePoints) => onChoice({ ...choice, usePoints })}
            />
          }
        />
      ) : null}
      {showRed ? (
        <Cell
          icon="gift"
          title={t('checkout.redPacket', { amount: money(redFen) })}
          note={t('checkout.redPacketNote', { amount: money(redPackets.availableFen) })}
          value={
            <Switch
              on={choice.useRedPackets}
              label={t('redPacket.title')}
              testId="use-red-packets"
              onChange={(useRedPackets) => onChoice({ ...choice, useRedPackets })}
            />
          }
        />
      ) : null}
    </Card>
  )
}
