import type * as z from 'zod'

/**
 * Accepts a schema only if its type is the contract's: the same fields, each of the same type, optional where the
 * contract's is. So neither a parsed request nor the OpenAPI document can differ from the contract.
 */
export const schemaOf =
  <Contract>() =>
  <Schema extends z.ZodType<Contract>>(
    schema: Matches<Contract, z.output<Schema>> extends true ? Schema : never,
  ): Schema =>
    schema

/** The compiler takes an object with additional fields for the contract's type, so the names are compared as well. */
type Matches<Contract, Output> = [Contract, keyof Contract, keyof Output] extends [Output, keyof Output, keyof Contract]
  ? true
  : false
