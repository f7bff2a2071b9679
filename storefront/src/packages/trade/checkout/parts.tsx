import type { Address, Quote, ShopQuote } from '@puzi/shop-client'
import { useState } from 'react'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Icon } from '@/kit/Icon'
import { takesOff } from '@/features/cart/takes-off'
import { GiftRows } from '@/features/gift/GiftRows'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { CouponSheet } from './coupon-sheet'
import { DeliveryRows } from './delivery'
import type { Deliveries } from './use-deliveries'

export function AddressCard({ address }: { address: Address | undefined }) {
  return (
    <Card className="checkout__address">
      <Tap
        className="to-address"
        testId="checkout-address"
        onTap={() => (address ? go('addresses', { select: 1 }) : go('address', { first: 1 }))}
      >
        <Box className="to-address__pin">
          <Icon name="pin" size={20} />
        </Box>
        {address ? (
          <Box className="to-address__main">
            <Box className="to-address__who">
              {address.name} <Text className="to-address__phone">{address.phone}</Text>
            </Box>
            <Box className="to-address__where">
              {address.province}
              {address.city === address.province ? '' : address.city}
              {address.district}
              {address.detail}
            </Box>
          </Box>
        ) : (
          <Box className="to-address__main to-address__who">{t('checkout.addAddress')}</Box>
        )}
        <Icon name="forward" size={18} className="cell__arrow" />
      </Tap>
    </Card>
  )
}

interface ShopCardProps {
  group: ShopQuote
  deliveries: Deliveries
  addressId: string | undefined
  /** Without one there is no freight yet. */
  hasAddress: boolean
  note: string
  onNote: (text: string) => void
  choice: 'best' | string[] | undefined
  onChoice: (choice: 'best' | string[]) => void
}

/** One shop's part of the checkout. */
export function ShopCard({ group, deliveries, addressId, hasAddress, note, onNote, choice, onChoice }: ShopCardProps) {
  const [choosing, setChoosing] = useState(false)
  const couponFen = group.applied
    .filter((offer) => offer.source === 'coupon')
    .reduce((sum, offer) => sum + offer.goodsFen + offer.freightFen, 0)
  const rules = group.applied.filter((offer) => offer.source === 'rule' && takesOff(offer))
  const way = deliveries.wishOf(group.shopId).kind
  return (
    <Card className="checkout__shop" testId="checkout-shop">
      <Box className="checkout__shop-name">
        <Icon name="shop" size={18} />
        <Text>{group.shopName}</Text>
      </Box>
      {group.lines.map((line) => (
        <Box key={line.skuId} className="buy-line" testId="checkout-line">
          <Box className="buy-line__picture">
            <Img picture={line.picture} alt="" width={72} />
          </Box>
          <Box className="buy-line__main">
            <Box className="buy-line__title">{line.title}</Box>
            <Box className="buy-line__note">{line.options.join(' / ')}</Box>
            {line.priceReason === 'list' ? null : <Box className="buy-line__why">{t(`price.${line.priceReason}`)}</Box>}
          </Box>
          <Box className="buy-line__end">
            <Price fen={line.unitPriceFen} size="small" plain />
            <Text className="buy-line__count">× {line.quantity}</Text>
          </Box>
        </Box>
      ))}
      <GiftRows gifts={group.gifts} />
      {group.lines.some((line) => line.delivery === 'parcel') ? (
        <DeliveryRows shopId={group.shopId} deliveries={deliveries} addressId={addressId} />
      ) : null}
      {rules.map((offer) => (
        <Cell
          key={offer.offerId}
          title={offer.title}
          value={<Text className="checkout__minus">-{money(offer.goodsFen + offer.freightFen)}</Text>}
        />
      ))}
      <Cell
        title={t('checkout.coupon')}
        testId="open-checkout-coupons"
        value={
          couponFen > 0 ? (
            <Text className="checkout__minus">-{money(couponFen)}</Text>
          ) : choice !== undefined && choice.length === 0 ? (
            t('checkout.noCoupon')
          ) : (
            t('checkout.chooseCoupon')
          )
        }
        onTap={() => setChoosing(true)}
      />
      {group.promised.map((coupon) => (
        <Cell key={coupon.offerId} title={coupon.title} value={t('cart.promised')} />
      ))}
      {way === 'pickup' ? null : (
        <Cell
          title={t(way === 'local' ? 'delivery.fee' : 'checkout.freight')}
          testId="checkout-freight"
          value={hasAddress ? freightText(group) : t('checkout.freightAfter')}
        />
      )}
      <Field
        label={t('checkout.note')}
        value={note}
        onInput={onNote}
        placeholder={t('checkout.noteHint')}
        maxLength={200}
        testId="checkout-note"
      />
      <Box className="checkout__subtotal">
        <Text className="checkout__sum-name">
          {t('checkout.subtotal', { count: group.lines.reduce((sum, line) => sum + line.quantity, 0) })}
        </Text>
        <Price fen={group.payableFen} />
      </Box>
      <CouponSheet open={choosing} onClose={() => setChoosing(false)} group={group} onChoice={onChoice} />
    </Card>
  )
}

function freightText({ freightFen, freightDiscountFen }: ShopQuote): string {
  if (freightFen > freightDiscountFen) return money(freightFen - freightDiscountFen)
  return freightFen > 0 ? t('checkout.freightFreed') : t('checkout.free')
}

/** How the total comes about, to the fen. */
/** How the offers were chosen, where there was something to choose; nothing where the shopper chose. */
function chosenHow({ choice, discountFen }: Quote): string | null {
  if (discountFen === 0 || choice.offers < 2) return null
  return choice.exact ? t('checkout.bestOffers') : t('checkout.bestOfMany', { count: choice.weighed })
}

export function SumCard({ quote, hasAddress, byHand }: { quote: Quote; hasAddress: boolean; byHand: boolean }) {
  const how = byHand ? null : chosenHow(quote)
  const freightOff = quote.shops.reduce((sum, group) => sum + group.freightDiscountFen, 0)
  const goodsOff = quote.shops.reduce((sum, group) => sum + group.goodsDiscountFen, 0)
  return (
    <Card className="checkout__breakdown" testId="breakdown">
      <Row name={t('checkout.goods')} value={money(quote.goodsFen)} />
      {goodsOff > 0 ? <Row name={t('checkout.discount')} value={`-${money(goodsOff)}`} minus /> : null}
      {quote.across.applied.map((offer) => (
        <Row key={offer.offerId} name={t('checkout.across', { offer: offer.title })} value={`-${money(offer.amountFen)}`} part />
      ))}
      <Row name={t('checkout.freight')} value={hasAddress ? money(quote.freightFen) : t('checkout.freightAfter')} />
      {freightOff > 0 ? <Row name={t('checkout.freightDiscount')} value={`-${money(freightOff)}`} minus /> : null}
      {quote.pointsFen > 0 ? <Row name={t('points.pays')} value={`-${money(quote.pointsFen)}`} minus /> : null}
      {quote.redPacketFen > 0 ? <Row name={t('redPacket.pays')} value={`-${money(quote.redPacketFen)}`} minus /> : null}
      {how ? (
        <Box className="checkout__how" testId="offers-chosen">
          <Icon name="check" size={14} />
          <Text>{how}</Text>
        </Box>
      ) : null}
      <Box className="checkout__row checkout__row--total">
        <Text>{t('checkout.payable')}</Text>
        <Price fen={quote.payableFen} size="large" />
      </Box>
    </Card>
  )
}

/** `part`: it is in the row above already. */
export function Row({ name, value, minus, part }: { name: string; value: string; minus?: boolean; part?: boolean }) {
  return (
    <Box className={classNames('checkout__row', part && 'checkout__row--part')}>
      <Text className="checkout__row-name">{name}</Text>
      <Text className={minus ? 'checkout__minus' : 'checkout__row-value'}>{value}</Text>
    </Box>
  )
}

/** Why a line cannot be bought, and how many can where a purchase limit stands against it. */
function whyNot({ reason, allowed }: Quote['invalid'][number]): string {
  const text = t(`invalid.${reason}`)
  return allowed === null ? text : t('limit.allowed', { reason: text, count: allowed })
}

/** `onSend`: goods that cannot be brought may still be sent. */
export function InvalidCard({ lines, onSend }: { lines: Quote['invalid']; onSend?: () => void }) {
  const [first] = lines
  return (
    <Card className="checkout__invalid" testId="checkout-invalid">
      <Box className="checkout__invalid-text">
        <Icon name="alert" size={18} />
        <Text>{t('checkout.invalid', { count: lines.length, reason: first ? whyNot(first) : '' })}</Text>
      </Box>
      <Tap className="checkout__invalid-go" onTap={onSend ?? (() => go('cart'))}>
        <Text>{t(onSend ? 'delivery.sendInstead' : 'checkout.backToCart')}</Text>
      </Tap>
    </Card>
  )
}
