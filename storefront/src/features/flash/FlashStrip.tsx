import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Scroller, Tap, Text } from '@/kit/base'
import { Countdown } from '@/kit/Countdown'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { go } from '@/lib/navigate'
import { currentRound, onThisClock, roundsOf } from './session'
import './flash-strip.scss'

/** At home: the round that runs, or the next one; nothing when there is none. */
export function FlashStrip() {
  const client = useQueryClient()
  const queryKey = ['flash', 'sales']
  const { data, dataUpdatedAt } = useQuery({ queryKey, queryFn: () => shop.listFlashSales(), staleTime: 15_000 })
  const rounds = data ? roundsOf(data.items) : []
  const round = currentRound(rounds, data?.now ?? '')
  const items = round?.sessions.flatMap((session) => session.items) ?? []
  const [first] = round?.sessions ?? []
  if (!data || !round || !first || items.length === 0) return null
  const running = round.startsAt <= data.now
  const until = onThisClock(running ? first.endsAt : round.startsAt, data.now, dataUpdatedAt)
  return (
    <Box className="flash-strip" testId="flash-strip">
      <Tap className="flash-strip__head" testId="home-flash" onTap={() => go('flashSales')}>
        <Icon name="flame" size={18} />
        <Text className="flash-strip__name">{t('flash.title')}</Text>
        <Text className="flash-strip__when">{t(running ? 'flash.endsIn' : 'flash.startsIn')}</Text>
        <Countdown until={until} className="flash-strip__clock" onOver={() => void client.invalidateQueries({ queryKey })} />
        <Icon name="forward" size={14} />
      </Tap>
      <Scroller axis="x" className="flash-strip__items">
        {items.map((item) => (
          <Tap key={item.id} className="flash-strip__item" onTap={() => go('product', { id: item.productId })}>
            <Img picture={item.picture} alt={item.title} width={88} />
            <Price fen={item.priceFen} />
          </Tap>
        ))}
      </Scroller>
    </Box>
  )
}
