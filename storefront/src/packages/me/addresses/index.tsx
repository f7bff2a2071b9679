import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { confirm, showError, toast } from '@/kit/overlays-store'
import { back, go } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { useParams } from '@/lib/use-params'
import { useCheckoutChoice } from '@/stores/checkout'
import './index.scss'

export default function AddressesPage() {
  const { select, order } = useParams()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['addresses'], queryFn: () => shop.listAddresses() })
  const items = query.data?.items ?? []
  /** Sends an order elsewhere: freight may change before payment, and the shop may not go there. */
  const redirect = async (orderId: string, addressId: string) => {
    if (!(await confirm({ title: t('address.redirectTitle'), text: t('address.redirectText'), ok: t('common.ok') }))) return
    try {
      await shop.changeOrderAddress({ id: orderId, addressId, requestId: randomKey() })
      toast(t('address.redirected'), 'good')
      back()
    } catch (error) {
      showError(error)
    } finally {
      await client.invalidateQueries({ queryKey: ['orders'] })
    }
  }
  const pick = (id: string) => {
    if (order) return void redirect(order, id)
    if (!select) return go('address', { id })
    useCheckoutChoice.setState({ addressId: id })
    back()
  }
  const remove = async (id: string) => {
    if (!(await confirm({ title: t('address.removeTitle'), ok: t('common.remove'), danger: true }))) return
    try {
      await shop.deleteAddress({ id })
      toast(t('address.removed'), 'good')
    } catch (error) {
      showError(error)
    } finally {
      await client.invalidateQueries({ queryKey: ['addresses'] })
    }
  }
  return (
    <Page
      title={t('mine.addresses')}
      foot={
        <Button block size="large" icon="plus" testId="add-address" onTap={() => go('address', select ? { select } : {})}>
          {t('address.add')}
        </Button>
      }
    >
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && items.length === 0 ? <Empty icon="pin" text={t('address.empty')} /> : null}
      {items.map((address) => (
        <Card key={address.id} className="address" testId="address">
          <Tap className="address__main" testId="pick-address" onTap={() => pick(address.id)}>
            <Box className="address__who">
              <Text className="address__name">{address.name}</Text>
              <Text>{address.phone}</Text>
              {address.isDefault ? <Tag>{t('address.default')}</Tag> : null}
            </Box>
            <Box className="address__where">
              {address.province} {address.city === address.province ? '' : address.city} {address.district} {address.detail}
            </Box>
          </Tap>
          <Tap className="address__tool" label={t('address.edit')} testId="edit-address" onTap={() => go('address', { id: address.id })}>
            <Icon name="edit" size={18} />
          </Tap>
          <Tap className="address__tool" label={t('common.remove')} testId="remove-address" onTap={() => void remove(address.id)}>
            <Icon name="trash" size={18} />
          </Tap>
        </Card>
      ))}
    </Page>
  )
}
