import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Countdown } from '@/kit/Countdown'
import { Icon } from '@/kit/Icon'
import { Price } from '@/kit/Price'
import { go } from '@/lib/navigate'
import { EnterButton } from './EnterButton'
import { Progress } from './Progress'
import { onThisClock } from './session'
import './flash-bar.scss'

/** On the page of a product that is in a flash sale, or will be: until when, at what price, and the way in. */
export function FlashBar({ productId }: { productId: string }) {
  const client = useQueryClient()
  const queryKey = ['flash', 'product', productId]
  const { data, dataUpdatedAt } = useQuery({
    queryKey,
    queryFn: () => shop.getProductFlashSale({ id: productId }),
    refetchInterval: (query) => (query.state.data?.session ? 5_000 : false),
  })
  const session = data?.session
  if (!session) return null
  const running = session.startsAt <= data.now
  const until = onThisClock(running ? session.endsAt : session.startsAt, data.now, dataUpdatedAt)
  return (
    <Box className="flash-bar" testId="flash-bar">
      <Tap className="flash-bar__head" testId="to-flash-sales" onTap={() => go('flashSales')}>
        <Icon name="flame" size={18} />
        <Text className="flash-bar__name">{t('flash.title')}</Text>
        <Text className="flash-bar__when">{t(running ? 'flash.endsIn' : 'flash.startsIn')}</Text>
        <Countdown
          key={until.slice(0, 18)}
          until={until}
          className="flash-bar__clock"
          onOver={() => void client.invalidateQueries({ queryKey })}
        />
        <Icon name="forward" size={14} />
      </Tap>
      {session.items.map((item) => (
        <Box key={item.id} className="flash-bar__item">
          <Box className="flash-bar__main">
            <Box className="flash-bar__prices">
              <Price fen={item.priceFen} size="large" testId="flash-price" />
              <Price fen={item.listPriceFen} old />
            </Box>
            <Box className="flash-bar__note">
              {[item.options.join(' / '), t('flash.each', { count: item.perPerson })].filter(Boolean).join(' · ')}
            </Box>
            {running ? <Progress pieces={item.pieces} left={item.left} /> : null}
          </Box>
          <EnterButton sessionId={session.id} skuId={item.skuId} left={item.left} running={running} />
        </Box>
      ))}
    </Box>
  )
}
