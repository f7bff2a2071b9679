import type { InvoiceTitle } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { TitleSheet } from '@/features/invoice/TitleSheet'
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

/** The titles that one keeps for invoices. */
export default function InvoiceTitlesPage() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['invoice-titles'], queryFn: () => shop.listInvoiceTitles() })
  // A new sheet for each, so that it begins with what is there.
  const [sheet, setSheet] = useState<{ open: boolean; key: number; title?: InvoiceTitle }>({ open: false, key: 0 })
  const edit = (title?: InvoiceTitle) => setSheet({ open: true, key: sheet.key + 1, ...(title ? { title } : {}) })
  const items = query.data?.items ?? []
  const remove = async (id: string) => {
    if (!(await confirm({ title: t('invoice.titleRemove'), ok: t('common.remove'), danger: true }))) return
    try {
      await shop.deleteInvoiceTitle({ id })
      toast(t('invoice.titleRemoved'), 'good')
    } catch (error) {
      showError(error)
    } finally {
      await client.invalidateQueries({ queryKey: ['invoice-titles'] })
    }
  }
  return (
    <Page
      title={t('invoice.titles')}
      foot={
        <Button block size="large" icon="plus" testId="add-title" onTap={() => edit()}>
          {t('invoice.titleAdd')}
        </Button>
      }
    >
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && items.length === 0 ? <Empty icon="receipt" text={t('invoice.titlesEmpty')} /> : null}
      {items.map((title) => (
        <Card key={title.id} className="invoice-title" testId="invoice-title">
          <Tap className="invoice-title__main" testId="edit-title" onTap={() => edit(title)}>
            <Box className="invoice-title__head">
              <Text className="invoice-title__name">{title.name}</Text>
              {title.isDefault ? <Tag>{t('address.default')}</Tag> : null}
            </Box>
            <Box className="invoice-title__note">
              {title.type === 'company' ? `${t('invoice.taxNumber')} ${title.taxNumber}` : t('invoice.type.person')}
            </Box>
          </Tap>
          <Tap className="invoice-title__tool" label={t('common.remove')} testId="remove-title" onTap={() => void remove(title.id)}>
            <Icon name="trash" size={18} />
          </Tap>
        </Card>
      ))}
      {sheet.key > 0 ? (
        <TitleSheet key={sheet.key} open={sheet.open} title={sheet.title} onClose={() => setSheet({ ...sheet, open: false })} />
      ) : null}
    </Page>
  )
}
