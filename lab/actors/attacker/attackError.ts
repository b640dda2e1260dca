/** The code of an attack threw, or returned something that cannot be sent. The message names the attack. */
export class AttackError extends Error {
  override readonly name = "AttackError";
  constructor(attack: string, what: string) {
    super(`the attack "${attack}" ${what}`);
  }
}
