import { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import type { Quote } from '../../pricing/contract.ts'
import type { Orders } from '../context.ts'
import { type LineAnswers, type listProductQuestions, Question } from '../contract-ways.ts'
import { putQuestions, questionsOf, questionsOfShop } from '../queries/ways.ts'
import { type Answered, answersTo, faultOfQuestions } from './answers.ts'

const Kept = z.array(Question)

/** Questions by product. Products about which nothing is asked are left out. */
export async function asked(orders: Orders, productIds: readonly string[]): Promise<Map<string, Question[]>> {
  const rows = await questionsOf(orders.db, productIds)
  return new Map(rows.map((row) => [row.productId, Kept.parse(row.questions)]))
}

/** What each SKU of a checkout was asked and answered. Throws `answers_wrong`. */
export async function answersOf(
  orders: Orders,
  priced: Quote,
  given: readonly z.output<typeof LineAnswers>[],
): Promise<Map<string, Answered[]>> {
  const lines = priced.shops.flatMap((shop) => shop.lines)
  const stray = given.find((one) => !lines.some((line) => line.skuId === one.skuId))
  if (stray) throw new AppError('invalid', 'answers_wrong', { skuId: stray.skuId, reason: 'not_bought' })
  const questions = await asked(orders, [...new Set(lines.map((line) => line.productId))])
  const now = orders.now()
  return new Map(
    lines.map(({ skuId, productId }) => {
      const mine = given.find((one) => one.skuId === skuId)
      return [skuId, answersTo(questions.get(productId) ?? [], mine, { skuId, now })]
    }),
  )
}

/** Puts a product's questions in the place of the former ones. Throws `product_not_found`, `questions_wrong`. */
export async function setQuestions(
  orders: Orders,
  { shopId, productId, questions }: { shopId: string; productId: string; questions: Question[] },
): Promise<void> {
  const fault = faultOfQuestions(questions)
  if (fault) throw new AppError('invalid', 'questions_wrong', { reason: fault })
  const { items } = await orders.catalog.docs({ productIds: [productId] })
  if (items[0]?.shopId !== shopId) throw new AppError('not_found', 'product_not_found')
  await putQuestions(orders.db, { shopId, productId, questions, now: orders.now() })
}

export async function questionPage(
  orders: Orders,
  shopId: string,
  query: z.output<typeof listProductQuestions.query>,
): Promise<z.input<typeof listProductQuestions.reply>> {
  const { rows, total } = await questionsOfShop(orders.db, shopId, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
  const { items } = rows.length > 0 ? await orders.catalog.docs({ productIds: rows.map((row) => row.productId) }) : { items: [] }
  const products = new Map(items.map((one) => [one.id, one]))
  return {
    items: rows.map((row) => ({
      productId: row.productId,
      title: products.get(row.productId)?.title ?? '',
      picture: products.get(row.productId)?.picture ?? null,
      questions: Kept.parse(row.questions),
      updatedAt: row.updatedAt.toISOString(),
    })),
    total,
  }
}
