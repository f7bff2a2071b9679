import type { CartLine, CartShop, InvalidCartLine } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { takesOff } from '@/features/cart/takes-off'
import { useCartChange } from '@/features/cart/use-cart'
import { SkuSheet } from '@/features/product/SkuSheet'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { Stepper } from '@/kit/Stepper'
import { Tag } from '@/kit/Tag'
import { limitText } from '@/features/product/LimitNote'
import { mostPieces } from '@/lib/limits'
import { money } from '@/lib/money'
import { hintText, ShopExtras } from './extras'
import { go } from '@/lib/navigate'

/** One shop's part of the cart: lines, what was taken off, and what a little more would bring. */
export function ShopLines({ group }: { group: CartShop }) {
  const { change } = useCartChange()
  const skuIds = group.lines.map((line) => line.skuId)
  const all = group.lines.every((line) => line.selected)
  return (
    <Card className="cart__shop" testId="cart-shop">
      <Box className="cart__shop-head">
        <Checkbox
          on={all}
          label={t('cart.selectShop', { shop: group.shopName })}
          onChange={(on) => void change({ kind: 'select', skuIds, selected: on })}
        />
        <Tap className="cart__shop-name" onTap={() => go('shop', { id: group.shopId })}>
          <Icon name="shop" size={18} />
          <Text>{group.shopName}</Text>
          <Icon name="forward" size={14} />
        </Tap>
      </Box>
      {group.hints.slice(0, 2).map((hint) => (
        <Tap key={hint.title} className="cart__hint" testId="cart-hint" onTap={() => go('shop', { id: group.shopId })}>
          <Tag>{t('cart.offer')}</Tag>
          <Text className="cart__hint-text">{hintText(hint)}</Text>
          <Text className="cart__hint-go">{t('cart.addMore')}</Text>
          <Icon name="forward" size={14} />
        </Tap>
      ))}
      {group.applied.filter(takesOff).map((offer) => (
        <Box key={offer.title} className="cart__hint">
          <Tag tone="good">{t('cart.applied')}</Tag>
          <Text className="cart__hint-text">{offer.title}</Text>
          <Text className="cart__applied">-{money(offer.amountFen)}</Text>
        </Box>
      ))}
      {group.lines.map((line) => (
        <Line key={line.skuId} line={line} />
      ))}
      <ShopExtras group={group} />
    </Card>
  )
}

function Line({ line }: { line: CartLine }) {
  const { change } = useCartChange()
  const [choosing, setChoosing] = useState(false)
  const dearer = line.unitPriceFen - line.addedPriceFen
  return (
    <Box className="line" testId="cart-line">
      <Checkbox
        on={line.selected}
        label={t('cart.select', { title: line.title })}
        testId="cart-select"
        onChange={(selected) => void change({ kind: 'change', skuId: line.skuId, to: { selected } })}
      />
      <Tap className="line__picture" label={line.title} onTap={() => go('product', { id: line.productId })}>
        <Img picture={line.picture} alt="" width={88} />
      </Tap>
      <Box className="line__main">
        <Box className="line__title">{line.title}</Box>
        {line.options.length > 0 ? (
          <Tap className="line__options" testId="cart-options" onTap={() => setChoosing(true)}>
            <Text className="line__options-text">{line.options.join(' / ')}</Text>
            <Icon name="down" size={12} />
          </Tap>
        ) : null}
        {line.limitFault ? <Box className="line__warn">{limitText(line.limitFault)}</Box> : null}
        {line.available < line.quantity ? <Box className="line__warn">{t('cart.short', { count: line.available })}</Box> : null}
        {dearer < 0 ? <Box className="line__good">{t('cart.cheaper', { amount: money(-dearer) })}</Box> : null}
        {dearer > 0 ? <Box className="line__warn">{t('cart.dearer', { amount: money(dearer) })}</Box> : null}
        <Box className="line__foot">
          <Price fen={line.unitPriceFen} />
          <Stepper
            value={line.quantity}
            min={line.limits.minimum}
            step={line.limits.step}
            max={Math.max(mostPieces(line.limits, { stock: line.available, person: null }), line.limits.minimum)}
            testId="cart-quantity"
            onChange={(quantity) => void change({ kind: 'change', skuId: line.skuId, to: { quantity } })}
          />
        </Box>
      </Box>
      {choosing ? <ChangeSku line={line} onClose={() => setChoosing(false)} /> : null}
    </Box>
  )
}

function ChangeSku({ line, onClose }: { line: CartLine; onClose: () => void }) {
  const { change } = useCartChange()
  const { data } = useQuery({ queryKey: ['product', line.productId], queryFn: () => shop.getProduct({ id: line.productId }) })
  if (!data) return null
  return (
    <SkuSheet
      product={data}
      open
      actions={['cart']}
      startWith={line.skuId}
      confirmText={t('common.ok')}
      onClose={onClose}
      onDone={async (_, sku) => {
        if (sku.id === line.skuId || (await change({ kind: 'change', skuId: line.skuId, to: { toSkuId: sku.id } }))) onClose()
      }}
    />
  )
}

/** What cannot be bought any more, and why; never dropped without a word. */
export function InvalidLines({ lines }: { lines: readonly InvalidCartLine[] }) {
  const { change } = useCartChange()
  const skuIds = lines.map((line) => line.skuId)
  return (
    <Card testId="cart-invalid">
      <Box className="cart__invalid-head">
        <Text>{t('cart.invalid', { count: lines.length })}</Text>
        <Button kind="quiet" size="small" onTap={() => change({ kind: 'remove', skuIds })}>
          {t('cart.clearInvalid')}
        </Button>
      </Box>
      {lines.map((line) => (
        <Box key={line.skuId} className="line line--off">
          <Box className="line__picture">
            <Img picture={line.picture} alt="" width={88} />
          </Box>
          <Box className="line__main">
            <Box className="line__title">{line.title || t('cart.unknown')}</Box>
            <Box className="line__note">{line.options.join(' / ')}</Box>
            <Box className="line__foot">
              <Tag tone="quiet">{t(`invalid.${line.reason}`)}</Tag>
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
