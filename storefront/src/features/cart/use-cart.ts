import type { Cart } from '@puzi/shop-client'
import { keepPreviousData, useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { ApiError, isCode } from '@/api/error'
import { t } from '@/i18n'
import { showError, toast } from '@/kit/overlays-store'
import { addLine, changeLine, type LocalLine } from '@/lib/cart-merge'
import { useGuestCart } from '@/stores/guest-cart'
import { noCopy, useCartCopy } from '@/stores/cart-copy'
import { useSession, useSignedIn } from '@/stores/session'
import { MY_CART } from './merge'
import { offline, replayOf } from './offline'
import { patchCart, type CartChange } from './patch'

const EMPTY: Cart = {
  shops: [],
  across: { applied: [], hints: [] },
  later: [],
  invalid: [],
  pieces: 0,
  goodsFen: 0,
  discountFen: 0,
  payableFen: 0,
}
/** Changes of the cart run one after another, so that the last answer is the truth. */
const SCOPE = { id: 'cart' }

/** The cart: of the account when signed in, else of the device, priced by the server both times. */
export function useCart() {
  const signedIn = useSignedIn()
  const lines = useGuestCart((cart) => cart.lines)
  return useQuery({
    queryKey: signedIn ? MY_CART : ['cart', 'guest', lines],
    queryFn: () => (signedIn ? freshCart() : lines.length ? shop.previewCart({ lines }) : EMPTY),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
}

const owner = (): string | null => useSession.getState().shopper?.id ?? null
const myCopy = () => (useCartCopy.getState().owner === owner() ? useCartCopy.getState() : noCopy)

/**
 * The account's cart: first what was done without a connection is done again, in its order. Without a connection, the copy on the device. One
 * change that the server refuses is told and dropped.
 */
async function freshCart(): Promise<Cart> {
  try {
    let cart = await shop.getCart()
    for (const change of myCopy().waiting) {
      const again = replayOf(change, cart)
      cart = again ? await replayed(again, cart) : cart
      useCartCopy.setState(({ waiting }) => ({ waiting: waiting.slice(1) }))
    }
    useCartCopy.setState({ owner: owner(), cart, waiting: [] })
    return cart
  } catch (error) {
    const { cart } = myCopy()
    if (cart && isCode(error, 'offline')) return cart
    throw error
  }
}

async function replayed(change: CartChange, cart: Cart): Promise<Cart> {
  try {
    return await sendChange(change)
  } catch (error) {
    if (isCode(error, 'offline')) throw error
    showError(error)
    return cart
  }
}

/** Keeps a change for later when there is no connection; true when it did. */
function keepForLater(error: unknown, change: CartChange): boolean {
  if (!isCode(error, 'offline')) return false
  const { cart, waiting } = myCopy()
  useCartCopy.setState({ owner: owner(), cart: cart && patchCart(cart, change), waiting: [...waiting, offline(change, cart)] })
  return true
}

function sendChange(change: CartChange): Promise<Cart> {
  switch (change.kind) {
    case 'add':
      return shop.addCartLine({ skuId: change.skuId, quantity: change.quantity })
    case 'change':
      return shop.updateCartLine({ skuId: change.skuId, ...change.to })
    case 'select':
      return shop.selectCartLines({ skuIds: [...change.skuIds], selected: change.selected })
    case 'remove':
      return shop.removeCartLines({ skuIds: [...change.skuIds] })
  }
}

function changeLocal(lines: readonly LocalLine[], change: CartChange): LocalLine[] {
  switch (change.kind) {
    case 'add':
      return addLine(lines, change)
    case 'change':
      return changeLine(lines, change.skuId, change.to)
    case 'select':
      return lines.map((line) => (change.skuIds.includes(line.skuId) ? { ...line, selected: change.selected } : line))
    case 'remove':
      return lines.filter((line) => !change.skuIds.includes(line.skuId))
  }
}

/** Changes the cart. The change shows at once; when the server refuses it, it is taken back and said why. */
export function useCartChange() {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const { mutateAsync } = useMutation({
    mutationKey: ['cart-change'],
    scope: SCOPE,
    // What waits from a time without a connection goes first, so that changes keep their order.
    mutationFn: async (change: CartChange) => {
      if (myCopy().waiting.length > 0) await freshCart()
      if (myCopy().waiting.length > 0) throw new ApiError({ status: 0, code: 'offline', message: t('error.offline') })
      return sendChange(change)
    },
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: MY_CART })
      client.setQueryData<Cart>(MY_CART, (cart) => cart && patchCart(cart, change))
    },
    onSuccess: (cart) => {
      // With more changes waiting, this answer is already old.
      if (client.isMutating({ mutationKey: ['cart-change'] }) === 1) client.setQueryData(MY_CART, cart)
      useCartCopy.setState({ owner: owner(), cart })
    },
    onError: () => client.invalidateQueries({ queryKey: MY_CART }),
  })
  const waiting = useIsMutating({ mutationKey: ['cart-change'] }) > 0
  const change = async (wanted: CartChange): Promise<boolean> => {
    if (!signedIn) {
      useGuestCart.setState(({ lines }) => ({ lines: changeLocal(lines, wanted) }))
      return true
    }
    try {
      await mutateAsync(wanted)
      return true
    } catch (error) {
      if (keepForLater(error, wanted)) {
        toast(t('cart.offlineKept'))
        return true
      }
      showError(error)
      return false
    }
  }
  return { change, waiting }
}

/** How many pieces lie in the cart. */
export function useCartCount(): number {
  const { data } = useCart()
  return data ? data.shops.flatMap((group) => group.lines).reduce((sum, line) => sum + line.quantity, 0) : 0
}
