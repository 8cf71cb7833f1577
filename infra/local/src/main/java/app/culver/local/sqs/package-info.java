/** SQS: ElasticMQ with the template's queues. */
package app.culver.local.sqs;
