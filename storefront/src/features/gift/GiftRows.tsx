import type { GiftOffer } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Checkbox } from '@/kit/Checkbox'
import { Img } from '@/kit/Img'
import { Tag } from '@/kit/Tag'
import { useGiftChoice } from '@/stores/gift-choice'
import './gift-rows.scss'

/** Goods that come along for nothing; where one may be chosen, it is chosen here. */
export function GiftRows({ gifts }: { gifts: readonly GiftOffer[] }) {
  return (
    <>
      {gifts
        .filter((gift) => gift.items.length > 0)
        .map((gift) => (
          <Box key={gift.offerId} className="gift" testId="gift">
            <Box className="gift__head">
              <Tag tone="good">{t('gift.tag')}</Tag>
              <Text className="gift__title">{gift.title}</Text>
              {gift.items.some((item) => item.available) ? null : <Text className="gift__gone">{t('gift.gone')}</Text>}
            </Box>
            {gift.items.map((item) => (
              <GiftRow key={item.skuId} gift={gift} item={item} />
            ))}
          </Box>
        ))}
    </>
  )
}

function GiftRow({ gift, item }: { gift: GiftOffer; item: GiftOffer['items'][number] }) {
  const choice = useGiftChoice((state) => state.chosen[gift.offerId])
  const several = gift.choose === 'one' && gift.items.filter((one) => one.available).length > 1
  const wanted = choice !== undefined && gift.items.some((one) => one.skuId === choice && one.available)
  const on = wanted && several ? choice === item.skuId : item.chosen
  const pick = () => useGiftChoice.setState(({ chosen }) => ({ chosen: { ...chosen, [gift.offerId]: item.skuId } }))
  return (
    <Box className={item.available ? 'gift__row' : 'gift__row gift__row--off'}>
      {several && item.available ? <Checkbox radio on={on} label={item.title} testId="gift-choose" onChange={pick} /> : null}
      <Box className="gift__picture">
        <Img picture={item.picture} alt="" width={48} />
      </Box>
      <Box className="gift__main">
        <Box className="gift__name">{item.title}</Box>
        <Box className="gift__note">{`${item.options.join(' / ')} × ${item.quantity}`.trim()}</Box>
      </Box>
      <Text className="gift__note">{item.available ? t('gift.free') : t('gift.gone')}</Text>
    </Box>
  )
}
