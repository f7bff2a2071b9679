import { useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { InvoiceRow } from '@/features/invoice/InvoiceRow'
import { t } from '@/i18n'
import { Button } from '@/kit/Button'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { useSignedIn } from '@/stores/session'

/** Every invoice one asked for, the newest first. */
export default function InvoicesPage() {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const { pages, items } = useEndless(['invoices', 'list'], (cursor) => shop.listInvoices({ ...cursor, limit: 10 }), signedIn)
  useReturn(() => {
    if (signedIn) void client.invalidateQueries({ queryKey: ['invoices'] })
  })
  if (!signedIn) {
    return (
      <Page title={t('invoice.mine')}>
        <Empty icon="user" text={t('error.signIn')} action={t('login.title')} onAction={() => go('login')} />
      </Page>
    )
  }
  return (
    <Page
      title={t('invoice.mine')}
      foot={
        <Button block size="large" kind="line" testId="to-titles" onTap={() => go('invoiceTitles')}>
          {t('invoice.titles')}
        </Button>
      }
    >
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton />}
        empty={<Empty icon="receipt" text={t('invoice.none')} action={t('orders.title')} onAction={() => go('orders')} />}
      >
        {items.map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} />
        ))}
      </InfiniteList>
    </Page>
  )
}
