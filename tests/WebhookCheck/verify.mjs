// Reads { secret, headers, body } from standard input; writes the verified payload, or ends with 1 and the reason.
import { Webhook } from "standardwebhooks";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const { secret, headers, body } = JSON.parse(input);
try {
  process.stdout.write(JSON.stringify(new Webhook(secret).verify(body, headers)));
} catch (error) {
  process.stderr.write(`${error.name}: ${error.message}`);
  process.exitCode = 1;
}
