import type { Cart, CartShop } from '@puzi/shop-client'
import { useCartChange } from '@/features/cart/use-cart'
import { GiftRows } from '@/features/gift/GiftRows'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { Tag } from '@/kit/Tag'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'

/** What lacks: so much money, or so many pieces. */
export const hintText = (hint: { title: string; missingFen: number | null; missingPieces: number | null }): string =>
  hint.missingFen === null
    ? t('cart.hintPieces', { count: hint.missingPieces ?? 0, offer: hint.title })
    : t('cart.hint', { amount: money(hint.missingFen), offer: hint.title })

/** Offers over several shops: what they take off, and what lacks for the next. */
export function Across({ across }: { across: Cart['across'] }) {
  if (across.applied.length + across.hints.length === 0) return null
  return (
    <Card className="cart__across" testId="cart-across">
      {across.applied.map((offer) => (
        <Box key={offer.title} className="cart__hint">
          <Tag tone="good">{t('cart.across')}</Tag>
          <Text className="cart__hint-text">{offer.title}</Text>
          <Text className="cart__applied">-{money(offer.amountFen)}</Text>
        </Box>
      ))}
      {across.hints.map((hint) => (
        <Tap key={hint.title} className="cart__hint" onTap={() => go('home')}>
          <Tag>{t('cart.across')}</Tag>
          <Text className="cart__hint-text">{hintText(hint)}</Text>
          <Icon name="forward" size={14} />
        </Tap>
      ))}
    </Card>
  )
}

/** Gifts to choose, goods to add cheaply, and coupons that follow the payment. */
export function ShopExtras({ group }: { group: CartShop }) {
  return (
    <>
      <GiftRows gifts={group.gifts} />
      {group.addOns.map((offer) => (
        <AddOns key={offer.offerId} offer={offer} />
      ))}
      {group.promised.map((coupon) => (
        <Box key={coupon.title} className="cart__hint">
          <Tag>{t('cart.promised')}</Tag>
          <Text className="cart__hint-text">{coupon.title}</Text>
        </Box>
      ))}
    </>
  )
}

function AddOns({ offer }: { offer: CartShop['addOns'][number] }) {
  const { change } = useCartChange()
  const open = offer.items.filter((item) => !item.inBasket && item.available)
  if (open.length === 0) return null
  return (
    <Box testId="cart-add-ons">
      <Box className="cart__hint">
        <Tag>{t('cart.addOn')}</Tag>
        <Text className="cart__hint-text">{t('cart.addOnText', { offer: offer.title, count: offer.mostPieces })}</Text>
      </Box>
      {open.map((item) => (
        <Box key={item.skuId} className="line line--add-on">
          <Box className="line__picture line__picture--small">
            <Img picture={item.picture} alt="" width={56} />
          </Box>
          <Box className="line__main">
            <Box className="line__title">{item.title}</Box>
            <Box className="line__note">{item.options.join(' / ')}</Box>
            <Box className="line__foot">
              <Price fen={item.priceFen} />
              <Button
                kind="soft"
                size="small"
                testId="add-on"
                onTap={() => change({ kind: 'add', skuId: item.skuId, quantity: 1, priceFen: item.listPriceFen })}
              >
                {t('cart.addOnTake')}
              </Button>
            </Box>
          </Box>
        </Box>
      ))}
    </Box>
  )
}

/** What is put aside: it can be taken back or removed. */
export function LaterLines({ lines }: { lines: Cart['later'] }) {
  const { change } = useCartChange()
  if (lines.length === 0) return null
  return (
    <Card testId="cart-later">
      <Box className="cart__invalid-head">
        <Text>{t('cart.later', { count: lines.length })}</Text>
      </Box>
      {lines.map((line) => (
        <Box key={line.skuId} className="line">
          <Tap className="line__picture" label={line.title} onTap={() => go('product', { id: line.productId })}>
            <Img picture={line.picture} alt="" width={88} />
          </Tap>
          <Box className="line__main">
            <Box className="line__title">{line.title}</Box>
            <Box className="line__note">{[...line.options, `× ${line.quantity}`].join(' / ')}</Box>
            {line.onSale ? null : <Box className="line__warn">{t('invalid.off_sale')}</Box>}
            <Box className="line__foot">
              <Price fen={line.priceFen} />
              <Button
                kind="soft"
                size="small"
                testId="back-to-cart"
                onTap={() => change({ kind: 'change', skuId: line.skuId, to: { later: false } })}
              >
                {t('cart.takeBack')}
              </Button>
              <Tap className="line__remove" label={t('common.remove')} onTap={() => void change({ kind: 'remove', skuIds: [line.skuId] })}>
                <Icon name="trash" size={18} />
              </Tap>
            </Box>
          </Box>
        </Box>
      ))}
    </Card>
  )
}
