import type { Cart } from '@puzi/shop-client'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { useCart, useCartChange, useCartCount } from '@/features/cart/use-cart'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Checkbox } from '@/kit/Checkbox'
import { Across, LaterLines } from './extras'
import { InvalidLines, ShopLines } from './lines'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { confirm } from '@/kit/overlays-store'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { useCartCopy } from '@/stores/cart-copy'
import { useSignedIn } from '@/stores/session'
import './index.scss'

export default function CartPage() {
  const query = useCart()
  const [editing, setEditing] = useState(false)
  const cart = query.data
  const lines = cart?.shops.flatMap((group) => group.lines) ?? []
  const full = lines.length > 0 || (cart?.invalid.length ?? 0) > 0 || (cart?.later.length ?? 0) > 0
  const offline = useCartCopy((copy) => copy.waiting.length)
  // Prices and stock are looked up again each time the page comes to the front.
  useReturn(() => void query.refetch())
  useTabBadge()
  return (
    <Page
      title={t('tab.cart')}
      tab="cart"
      className="cart"
      action={full ? <EditButton editing={editing} setEditing={setEditing} /> : null}
      foot={cart && full ? <Foot cart={cart} editing={editing} /> : null}
    >
      {query.isPending ? <RowsSkeleton count={3} /> : null}
      {query.isError && !cart ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {cart && !full ? <Nothing /> : null}
      {cart && process.env.TARO_ENV !== 'h5' && full ? (
        <Box className="cart__edit">
          <EditButton editing={editing} setEditing={setEditing} />
        </Box>
      ) : null}
      {offline > 0 ? (
        <Box className="cart__offline" testId="cart-offline">
          {t('cart.offline', { count: offline })}
        </Box>
      ) : null}
      {cart ? <Across across={cart.across} /> : null}
      {cart?.shops.map((group) => (
        <ShopLines key={group.shopId} group={group} />
      ))}
      {cart ? <LaterLines lines={cart.later} /> : null}
      {cart && cart.invalid.length > 0 ? <InvalidLines lines={cart.invalid} /> : null}
    </Page>
  )
}

function EditButton({ editing, setEditing }: { editing: boolean; setEditing: (on: boolean) => void }) {
  return (
    <Tap className="cart__edit-button" testId="cart-edit" onTap={() => setEditing(!editing)}>
      <Text>{editing ? t('common.done') : t('cart.manage')}</Text>
    </Tap>
  )
}

function Nothing() {
  const signedIn = useSignedIn()
  return (
    <Empty icon="cart" text={t('cart.empty')} action={t('cart.goShopping')} onAction={() => go('home')}>
      {signedIn ? null : (
        <Button kind="quiet" onTap={() => go('login')}>
          {t('cart.signInHint')}
        </Button>
      )}
    </Empty>
  )
}

function Foot({ cart, editing }: { cart: Cart; editing: boolean }) {
  const { change, waiting } = useCartChange()
  const lines = cart.shops.flatMap((group) => group.lines)
  const selected = lines.filter((line) => line.selected)
  const all = lines.length > 0 && selected.length === lines.length
  const skuIds = selected.map((line) => line.skuId)
  const aside = async () => {
    for (const skuId of skuIds) if (!(await change({ kind: 'change', skuId, to: { later: true } }))) return
  }
  const remove = async () => {
    const yes = await confirm({ title: t('cart.removeTitle', { count: selected.length }), ok: t('common.remove'), danger: true })
    if (yes) await change({ kind: 'remove', skuIds })
  }
  return (
    <>
      <Checkbox
        on={all}
        label={t('cart.all')}
        testId="cart-all"
        onChange={(on) => void change({ kind: 'select', skuIds: lines.map((line) => line.skuId), selected: on })}
      >
        <Text>{t('cart.all')}</Text>
      </Checkbox>
      {editing ? (
        <Box className="cart__sum cart__sum--row">
          <Button kind="quiet" testId="cart-aside" disabled={selected.length === 0} onTap={aside}>
            {t('cart.putAside')}
          </Button>
          <Button kind="danger" testId="cart-remove" disabled={selected.length === 0} onTap={remove}>
            {t('cart.removeSelected', { count: selected.length })}
          </Button>
        </Box>
      ) : (
        <>
          <Box className="cart__sum" testId="cart-sum">
            <Box className={waiting ? 'cart__total cart__total--old' : 'cart__total'}>
              <Text className="cart__total-name">{t('cart.total')}</Text>
              <Price fen={cart.payableFen} size="large" testId="cart-payable" />
            </Box>
            <Box className="cart__saving">
              {cart.discountFen > 0 ? t('cart.saving', { amount: money(cart.discountFen) }) : t('cart.freightLater')}
            </Box>
          </Box>
          <Button size="large" testId="to-checkout" disabled={selected.length === 0} onTap={() => goSignedIn('checkout')}>
            {t('cart.checkout', { count: selected.reduce((sum, line) => sum + line.quantity, 0) })}
          </Button>
        </>
      )}
    </>
  )
}

/** Mini programs draw the tab bar, so the number on it is set through their API. */
function useTabBadge() {
  const count = useCartCount()
  useEffect(() => {
    if (process.env.TARO_ENV === 'h5') return
    if (count > 0) void Taro.setTabBarBadge({ index: 3, text: count > 99 ? '99+' : String(count) })
    else void Taro.removeTabBarBadge({ index: 3 })
  }, [count])
}
